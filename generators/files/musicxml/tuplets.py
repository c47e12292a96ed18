"""Tuplets: the stretches of a measure in which notes divide a beat by three, five, seven or nine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from generators.files.musicxml.beams import beat_groups
from generators.pieces import TICKS_PER_QUARTER, Meter

FINEST = TICKS_PER_QUARTER // 32  # what is no multiple of it belongs to a tuplet, or to no notation
SLACK = 2  # ticks by which a place may differ from the tuplet's: files with other ticks a quarter round
SIMPLE = ((3, 2), (5, 4), (7, 4), (9, 8))  # so many in the time of so many
COMPOUND = ((5, 6), (7, 6))  # in the time of a dotted note


@dataclass(frozen=True, slots=True)
class Tuplet:
    """`actual` notes in the time of `normal`. Its steps may be half of these notes."""

    onset: int  # ticks
    end: int  # ticks
    window: int  # ticks that it would fill exactly
    actual: int
    normal: int
    steps: int  # a multiple of `actual`

    @property
    def value(self) -> int:
        """The ticks that one step would last as it is written."""
        return self.window * self.actual // (self.normal * self.steps)

    def step(self, tick: int) -> int:
        """The step nearest to a tick."""
        return round((tick - self.onset) * self.steps / (self.end - self.onset))

    def tick(self, step: int) -> int:
        return self.onset + round(step * (self.end - self.onset) / self.steps)


def tuplets(notes: Sequence[tuple[int, int]], start: int, end: int, bar: int, meter: Meter) -> list[Tuplet]:
    """The tuplets from tick `start` to `end` of a line of notes, given by where they begin and end.

    bar: the tick at which the bar begins, which may be before `start`. A tuplet fills an eighth, a quarter, a half or a
    whole note from where one can begin or half of it later, or a beat of three; no note reaches out of it.
    """
    edges = sorted({tick for span in notes for tick in span if start <= tick <= end} | {start, end})
    found: list[Tuplet] = []
    for edge in edges:
        if (edge - bar) % FINEST and (not found or edge > found[-1].end):
            begun = found[-1].end if found else start
            fitting = next(
                (each for each in _candidates(edge, edges, bar, meter) if _fits(each, edge, edges, notes, begun, end)),
                None,
            )
            if fitting is not None:
                found.append(fitting)
    return found


def _candidates(edge: int, edges: Sequence[int], bar: int, meter: Meter) -> list[Tuplet]:
    compound = 3 * meter.bar // meter.numerator if beat_groups(meter)[0] == 3 and meter.denominator >= 8 else 0
    windows = [(window, ratio) for window in (240, 480, 960, 1920) for ratio in SIMPLE]
    windows += [(compound, ratio) for ratio in COMPOUND if compound]
    made = []
    for halves in (1, 2):
        for shift, (window, (actual, normal)) in product((0, 2), windows):  # on the beat, or half of itself after
            late = window // shift if shift else 0
            onset = bar + late + (edge - bar - late) // window * window
            first, last = (min(edges, key=lambda tick, at=at: abs(tick - at)) for at in (onset, onset + window))  # type: ignore[misc]
            made.append(
                Tuplet(
                    first if abs(first - onset) <= SLACK else onset,
                    last if abs(last - onset - window) <= SLACK else onset + window,
                    window,
                    actual,
                    normal,
                    actual * halves,
                )
            )
    return made


def _fits(
    tuplet: Tuplet, edge: int, edges: Sequence[int], notes: Sequence[tuple[int, int]], start: int, end: int
) -> bool:
    if tuplet.onset < start or tuplet.end > end or tuplet.step(edge) % tuplet.actual == 0 or tuplet.value < 30:
        return False
    if any(first < border < last for border in (tuplet.onset, tuplet.end) for first, last in notes):
        return False
    inner = (tick for tick in edges if tuplet.onset < tick < tuplet.end)
    return all(abs(tuplet.tick(tuplet.step(tick)) - tick) <= SLACK for tick in inner)
