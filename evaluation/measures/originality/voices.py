"""Each voice of a piece alone, as events that are equal in transposed copies at any speed.

So a melody is found over new voices, and three voices below a new soprano; in which voice, or octave, does not matter.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import groupby, pairwise
from math import log2

from evaluation.measures.originality.events import Line
from generators.pieces import TICKS_PER_QUARTER, Note, Piece

TOGETHER = TICKS_PER_QUARTER // 24  # ticks after the first in which notes of one voice begin together


def voice_events(piece: Piece) -> tuple[Line, ...]:
    """The melodies of a piece with their rhythm as ratios: the same at twice or half the speed.

    An event is a note: its interval from the note before in semitones, and how long the note before lasted, up to this
    one's onset, against the one before that, in half powers of two, rounded (0 the same, 2 twice as long). What the
    first note and the second do not have is None.
    """
    return tuple(_line(_with_ratios(notes), notes) for notes in melodies(piece))


def interval_events(piece: Piece) -> tuple[Line, ...]:
    """The melodies of a piece without their rhythm: the same in another metre, dotted or swung.

    An event is a note that differs from the one before, and its interval from there in semitones (the first note: 0).
    """
    changes = ([next(run) for _, run in groupby(notes, key=lambda note: note.pitch)] for notes in melodies(piece))
    return tuple(
        _line([0, *(after.pitch - before.pitch for before, after in pairwise(notes))], notes) for notes in changes
    )


def melodies(piece: Piece) -> tuple[tuple[Note, ...], ...]:
    """Each voice as a single line of notes; where it sounds several at once, as its highest and its lowest line.

    Drums have none.
    """
    found = []
    for voice in piece.voices:
        if voice.notes and not voice.drums:
            highest, lowest = _edge(voice.notes, 1), _edge(voice.notes, -1)
            found += [highest] if highest == lowest else [highest, lowest]
    return tuple(found)


def _edge(notes: Sequence[Note], sign: int) -> tuple[Note, ...]:
    """The highest notes (sign 1) or the lowest (-1): of those that begin together one, and none that is half hidden.

    One before that reaches a little into the next, as in legato playing, does not hide it.
    """
    line: list[Note] = []
    for note in sorted(notes, key=lambda note: note.onset):
        beyond = not line or sign * note.pitch > sign * line[-1].pitch
        if line and note.onset < line[-1].onset + TOGETHER:
            if beyond:
                line[-1] = note
        elif beyond or 2 * (line[-1].end - note.onset) < note.duration:
            line.append(note)
    return tuple(line)


def _with_ratios(notes: Sequence[Note]) -> list[Hashable]:
    intervals = [None, *(after.pitch - before.pitch for before, after in pairwise(notes))]
    times = [after.onset - before.onset for before, after in pairwise(notes)]
    ratios = [None, None, *(round(2 * log2(after / before)) for before, after in pairwise(times))]
    return list(zip(intervals, ratios, strict=False))


def _line(events: Sequence[Hashable], notes: Sequence[Note]) -> Line:
    """An event ends where the next begins, the last one with its note."""
    onsets = tuple(note.onset for note in notes)
    return Line(tuple(events), onsets, (*onsets[1:], notes[-1].end))
