"""Cutting pieces at the ends of phrases, so that both excerpts of a pair last equally long."""

from __future__ import annotations

from generators.pieces import TICKS_PER_QUARTER, Piece, follows_on, phrase_ends

TEMPO = 90.0  # quarter notes a minute, for every excerpt: a chorale's usual one in the corpus
SHORTEST, LONGEST = 14, 28  # quarter notes: 9 to 19 seconds


def cut_lengths(piece: Piece) -> list[int]:
    """Ticks from the start to each phrase end that makes an excerpt neither too short nor too long; longest first.

    The cut is where the soprano's fermata ends, provided no voice holds a note across it, and before any second ending.
    """
    crossed = {
        end
        for end in phrase_ends(piece)
        for voice in piece.voices
        for note in voice.notes
        if note.onset < end < note.end
    }
    low, high = SHORTEST * TICKS_PER_QUARTER, LONGEST * TICKS_PER_QUARTER
    ends = (end for end in set(phrase_ends(piece)) - crossed if low <= end <= high and follows_on(piece, 0, end))
    return sorted(ends, reverse=True)


def common_length(human: Piece, machine: Piece) -> int | None:
    """The longest cut that both pieces allow, in ticks; None if there is none."""
    return next((length for length in cut_lengths(human) if length in cut_lengths(machine)), None)
