"""Some of a piece's voices: its drums, all that has pitches, or those of some names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generators.errors import InputError
from generators.pieces import Piece, Voice

DRUMS, PITCHED = "drums", "pitched"  # instead of a name


def only_voices(piece: Piece, asked: Sequence[str]) -> Piece:
    """The piece with the voices asked for, as long as it was; with all of them if none are.

    Names are told apart without regard to case. Raises InputError if the piece has no such voice, or not one with
    notes.
    """
    if not asked:
        return piece
    kept = tuple(voice for voice in piece.voices if any(_is(voice, each) for each in asked))
    if not any(voice.notes for voice in kept):
        names = ", ".join(f"{voice.name} (drums)" if voice.drums else voice.name for voice in piece.voices)
        raise InputError(f"{piece.title or 'the piece'} has no voice that is {' or '.join(asked)}: it has {names}")
    return replace(piece, voices=kept)


def _is(voice: Voice, asked: str) -> bool:
    kind = DRUMS if voice.drums else PITCHED
    return asked in (kind, voice.name) or asked.casefold() == voice.name.casefold()
