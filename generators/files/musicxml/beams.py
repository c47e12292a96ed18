"""Beams: short notes of one beat joined, as engravers do in vocal scores; which beats a bar has, its metre tells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from generators.pieces import Meter


@dataclass(frozen=True, slots=True)
class Stem:
    """A note or chord in a measure, and how many beams its value has: 1 for an eighth, 2 for a sixteenth."""

    onset: int  # ticks from the start of the bar
    beams: int  # 0: a quarter or longer, or a rest


def beat_groups(meter: Meter) -> list[int]:
    """The lengths of the bar's beats, whose short notes are beamed together, in the denominator's unit.

    Half notes in x/2, quarters in x/4; eighths and shorter notes in threes where they go into threes, else in quarters
    with what is left over, of an odd number of eighths with the three first. As E. Gould has it (Behind Bars, 2011, pp.
    153-166), in 4/4 by single beats.
    """
    if meter.groups:
        return list(meter.groups)
    count, unit = meter.numerator, meter.denominator
    if unit <= 4:
        return [1] * count
    if count % 3 == 0:
        return [3] * (count // 3)
    quarter = unit // 4
    if unit == 8 and count % 2 and count > 3:
        return [3] + [2] * ((count - 3) // 2)
    return [quarter] * (count // quarter) + [count % quarter] * (count % quarter > 0)


def beam_marks(stems: Sequence[Stem], meter: Meter) -> list[list[str]]:
    """For each stem its marks by beam level: begin, continue, end, forward hook or backward hook."""
    marks: list[list[str]] = [[] for _ in stems]
    for group in _groups(stems, meter):
        if len(group) > 1:
            for place, index in enumerate(group):
                marks[index] = list(_marks([stems[i].beams for i in group], place))
    return marks


def _groups(stems: Sequence[Stem], meter: Meter) -> Iterator[list[int]]:
    """Indices of beamed stems that follow each other within one beat."""
    unit = meter.bar // meter.numerator
    ends = [unit * end for end in accumulate(beat_groups(meter))]

    def beat(onset: int) -> tuple[int, int]:
        bar, within = divmod(onset, meter.bar)
        return bar, bisect_right(ends, within)

    keys = [(beat(stem.onset), stem.beams > 0) for stem in stems]
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
