"""What a music file from outside may not exceed, and reading it no further than that."""

from __future__ import annotations

from pathlib import Path

from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Piece

MAX_BYTES = 1_000_000
MAX_NOTES = 20_000
MAX_QUARTERS = 10_000


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises InputError if it is missing, empty or larger than MAX_BYTES."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if not data:
        raise InputError(f"{path}: the file is empty")
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES:,} bytes")
    return data


def check_size(piece: Piece) -> Piece:
    """The piece itself. Raises InputError if it has no notes, or too many, or lasts too long."""
    notes = sum(len(voice.notes) for voice in piece.voices)
    if not notes:
        raise InputError("there are no notes in it")
    if notes > MAX_NOTES:
        raise InputError(f"{notes:,} notes, more than {MAX_NOTES:,}")
    if piece.length > MAX_QUARTERS * TICKS_PER_QUARTER:
        raise InputError(f"{piece.length // TICKS_PER_QUARTER:,} quarter notes long, more than {MAX_QUARTERS:,}")
    return piece
