"""Beams: short notes of one beat joined, as engravers do in vocal scores with a beat of a quarter note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generators.pieces import TICKS_PER_QUARTER


@dataclass(frozen=True, slots=True)
class Stem:
    """A note or chord in a measure, and how many beams its value has: 1 for an eighth, 2 for a sixteenth."""

    onset: int  # ticks from the start of the beat grid
    beams: int  # 0: a quarter or longer, or a rest


def beam_marks(stems: Sequence[Stem]) -> list[list[str]]:
    """For each stem its marks by beam level: begin, continue, end, forward hook or backward hook."""
    marks: list[list[str]] = [[] for _ in stems]
    for group in _groups(stems):
        if len(group) > 1:
            for place, index in enumerate(group):
                marks[index] = list(_marks([stems[i].beams for i in group], place))
    return marks


def _groups(stems: Sequence[Stem]) -> Iterator[list[int]]:
    """Indices of beamed stems that follow each other within one beat."""
    keys = [(stem.onset // TICKS_PER_QUARTER, stem.beams > 0) for stem in stems]
    for (_, beamed), indices in groupby(range(len(stems)), key=lambda index: keys[index]):
        if beamed:
            yield list(indices)


def _marks(beams: Sequence[int], place: int) -> Iterator[str]:
    for level in range(1, beams[place] + 1):
        before = place > 0 and beams[place - 1] >= level
        after = place + 1 < len(beams) and beams[place + 1] >= level
        if before and after:
            yield "continue"
        elif before or after:
            yield "end" if before else "begin"
        else:
            yield "backward hook" if place > 0 else "forward hook"
