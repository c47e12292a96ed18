"""Cutting pieces at the ends of phrases, so that both excerpts of a pair last equally long."""

from __future__ import annotations

from collections.abc import Callable, Collection

from generators.pieces import TICKS_PER_QUARTER, Piece, follows_on, phrase_ends

TEMPO = 90.0  # quarter notes a minute, for every excerpt: a chorale's usual one in the corpus
SHORTEST, LONGEST = 14, 28  # quarter notes: 9 to 19 seconds

Ends = Callable[[Piece], Collection[int]]  # ticks at which phrases end, or may


def quarters(piece: Piece) -> range:
    """Every quarter: where phrases may end in music that marks none."""
    return range(TICKS_PER_QUARTER, piece.length + 1, TICKS_PER_QUARTER)


def cut_lengths(piece: Piece, ends: Ends = phrase_ends) -> list[int]:
    """Ticks from the start to each phrase end that makes an excerpt neither too short nor too long; longest first.

    The cut is where the soprano's fermata ends, provided no voice holds a note across it, and before any second ending.
    """
    possible = set(ends(piece))
    crossed = {end for end in possible for voice in piece.voices for note in voice.notes if note.onset < end < note.end}
    low, high = SHORTEST * TICKS_PER_QUARTER, LONGEST * TICKS_PER_QUARTER
    kept = (end for end in possible - crossed if low <= end <= high and follows_on(piece, 0, end))
    return sorted(kept, reverse=True)


def common_length(human: Piece, machine: Piece, ends: Ends = phrase_ends) -> int | None:
    """The longest cut that both pieces allow, in ticks; None if there is none."""
    return next((length for length in cut_lengths(human, ends) if length in cut_lengths(machine, ends)), None)
