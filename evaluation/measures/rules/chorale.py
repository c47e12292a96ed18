"""A four-part piece as the row of its chords, which is all that the rules look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.encodings.chorale import FIRST_NOTE, Grid, to_grid
from generators.pieces import Piece

VOICES = "SATB"
REST = -1


@dataclass(frozen=True, eq=False)
class Chorale:
    """Chords on the sixteenth grid of the chorale encoding: a new one wherever the pitch of any voice changes.

    Repeated and held notes are not told apart, so that music is judged alike whether or not its encoding keeps ties.
    """

    pitches: NDArray[np.int64]  # (chords, 4): MIDI numbers or REST; columns S A T B
    starts: NDArray[np.int64]  # (chords,): the sixteenth at which each begins
    length: int  # sixteenths
    fermatas: tuple[range, ...]  # the chords that sound under each fermata of the soprano

    @property
    def durations(self) -> NDArray[np.int64]:
        """(chords,): sixteenths."""
        return np.diff(self.starts, append=self.length)

    def sounding(self, chord: int) -> list[int]:
        """The chord's pitches, without rests."""
        return [pitch for pitch in self.pitches[chord].tolist() if pitch != REST]


def to_chorale(piece: Piece) -> Chorale:
    """The chords of a piece with the voices soprano, alto, tenor and bass, in that order whatever they are called.

    Raises InputError unless there are four voices and none sounds two notes at once.
    """
    return chorale_of(to_grid(piece))


def chorale_of(grid: Grid) -> Chorale:
    """The chords of a grid of sixteenths."""
    pitches = np.where(grid.cells >= FIRST_NOTE, (grid.cells - FIRST_NOTE) // 2, REST)
    new = np.ones(len(pitches), dtype=np.bool_)
    new[1:] = (pitches[1:] != pitches[:-1]).any(axis=1)
    starts = np.flatnonzero(new)
    return Chorale(pitches[starts], starts, len(pitches), tuple(_fermatas(grid.fermatas, starts)))


def _fermatas(held: NDArray[np.bool_], starts: NDArray[np.int64]) -> Iterator[range]:
    edges = np.diff(held.astype(np.int64), prepend=0, append=0)
    for begin, end in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        yield range(int(np.searchsorted(starts, begin, "right")) - 1, int(np.searchsorted(starts, end, "left")))
