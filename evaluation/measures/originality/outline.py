"""The highest and the lowest line of a piece on its beats, as they are without ornaments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.pieces import TICKS_PER_QUARTER, Piece

STEPS = 48  # that a beat, a quarter note, is divided into: onsets and ends are rounded to them
TICKS_PER_STEP = TICKS_PER_QUARTER // STEPS
SIXTEENTH, EIGHTH = STEPS // 4, STEPS // 2
REST = -1

Line = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Beat:
    """What is heard on a beat: MIDI pitches, equal where one note sounds."""

    onset: int  # ticks
    highest: int
    lowest: int


@dataclass(frozen=True, eq=False)
class Outline:
    """The highest and the lowest pitch at each step of a piece, REST where nothing sounds, and an eighth of rest."""

    highest: Line
    lowest: Line

    def beats(self, first: int) -> list[Beat]:
        """The beats from tick `first` on, one every quarter note; those on which nothing sounds are left out.

        A line's pitch on a beat is the one that it keeps for more than half of the sixteenth that begins there. If
        there is none, as in a trill, a mordent, a turn or after a grace note, it is the one kept for longest in the
        eighth that begins there, the lowest of several: a trill is one with the note above.
        """
        places = np.arange(first // TICKS_PER_STEP, len(self.highest) - EIGHTH, STEPS)
        lines = (places * TICKS_PER_STEP, _on_beats(self.highest, places), _on_beats(self.lowest, places))
        beats = zip(*(line.tolist() for line in lines), strict=True)
        return [Beat(onset, highest, lowest) for onset, highest, lowest in beats if lowest != REST]


def outline_of(piece: Piece) -> Outline:
    """The outline of all voices together."""
    notes = [note for voice in piece.voices for note in voice.notes]
    spans = sorted((note.pitch, _step(note.onset), max(_step(note.end), _step(note.onset) + 1)) for note in notes)
    size = max((end for _, _, end in spans), default=0) + EIGHTH
    highest, lowest = np.full(size, REST), np.full(size, REST)
    for pitch, begin, end in spans:
        highest[begin:end] = pitch
    for pitch, begin, end in reversed(spans):
        lowest[begin:end] = pitch
    return Outline(highest, lowest)


def _step(tick: int) -> int:
    return (tick + TICKS_PER_STEP // 2) // TICKS_PER_STEP


def _on_beats(line: Line, places: Line) -> Line:
    """The line's pitch on each beat."""
    heard = line[places[:, np.newaxis] + np.arange(SIXTEENTH)]
    pitches = np.sort(heard, axis=1)[:, SIXTEENTH // 2]  # what is kept for more than half is in the middle
    kept = (heard == pitches[:, np.newaxis]).sum(axis=1) > SIXTEENTH // 2
    for beat in np.flatnonzero(~kept | (pitches == REST)).tolist():
        held = Counter(line[places[beat] : places[beat] + EIGHTH].tolist())
        del held[REST]
        pitches[beat] = max(held.items(), key=lambda item: (item[1], -item[0]), default=(REST, 0))[0]
    return pitches
