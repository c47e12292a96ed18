"""Encodings whose vocabulary is learned from the music: Clara's chords."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generators.encodings import Encoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.pieces import Piece

MOST_CHORDS = 60_000  # about as many as Clara found


def is_unlearned(encoding: Encoding) -> bool:
    """Whether the encoding still has to learn its vocabulary."""
    return isinstance(encoding, ChordwiseEncoding) and not encoding.chords


def unlearned(encoding: Encoding) -> Encoding:
    """The encoding without what it has learned: as its system names it."""
    return replace(encoding, chords=()) if isinstance(encoding, ChordwiseEncoding) else encoding


def learned(encoding: Encoding, pieces: Iterable[Piece], most: int) -> Encoding:
    """The encoding with the vocabulary of the pieces, of which the `most` most frequent tokens stay."""
    if not isinstance(encoding, ChordwiseEncoding):
        return encoding
    return replace(encoding, chords=encoding.fitted(pieces).chords[:most])
