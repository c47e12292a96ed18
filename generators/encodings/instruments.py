"""Which voices are a drum kit's: encodings carry drums alone, or none."""

from __future__ import annotations

from generators.errors import InputError
from generators.pieces import Piece, Voice


def is_kit(voice: Voice) -> bool:
    """Whether a voice is marked as a drum kit's, or named so: not all files have their drums on MIDI's channel 10."""
    return voice.drums or "drum" in voice.name.casefold()


def refuse_drums(piece: Piece, encoding: str) -> None:
    """Raises InputError if a drum kit plays in the piece."""
    if any(voice.notes and is_kit(voice) for voice in piece.voices):
        raise InputError(f"{piece.title or 'the piece'} has drums, which {encoding} cannot carry")
