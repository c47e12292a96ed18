"""What a music file may not exceed, and reading it no further than that: tight for strangers, loose for one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Piece


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may hold."""

    bytes: int  # as it lies on the disk
    unpacked: int  # bytes of all that a compressed archive holds
    tracks: int
    notes: int
    quarters: int
    seconds: float


STRANGERS = Limits(bytes=1_000_000, unpacked=10_000_000, tracks=64, notes=20_000, quarters=10_000, seconds=600)
OWN = Limits(
    bytes=100_000_000, unpacked=1_000_000_000, tracks=10_000, notes=1_000_000, quarters=100_000, seconds=36_000
)


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The file's bytes. Raises InputError if it is missing, empty or larger than the limit."""
    try:
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if not data:
        raise InputError(f"{path}: the file is empty")
    if len(data) > limits.bytes:
        raise InputError(f"{path}: larger than {limits.bytes:,} bytes")
    return data


def check_size(piece: Piece, limits: Limits) -> Piece:
    """The piece itself. Raises InputError if it has no notes, or too many, or lasts too long."""
    notes = sum(len(voice.notes) for voice in piece.voices)
    if not notes:
        raise InputError("there are no notes in it")
    if notes > limits.notes:
        raise InputError(f"{notes:,} notes, more than {limits.notes:,}")
    if piece.length > limits.quarters * TICKS_PER_QUARTER:
        raise InputError(f"{piece.length // TICKS_PER_QUARTER:,} quarter notes long, more than {limits.quarters:,}")
    if piece.seconds > limits.seconds:
        raise InputError(f"{piece.seconds:,.0f} seconds long, more than {limits.seconds:,.0f}")
    return piece
