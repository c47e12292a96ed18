"""For each two makers, how often the one was preferred to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from evaluation.answers.kinds.preference.records import SAME, PreferenceRecord, order
from evaluation.statistics.clusters import FEWEST_LISTENERS, pooled
from generators.counts import counted

METHOD = "Wilson score, 95 %, clustered by listener, no difference counted half, on these very items"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The share in which `first` was preferred to `second`, an answer of no difference being counted half."""

    first: str
    second: str
    value: float | None  # 0 to 1; None, like the interval, where too few listeners answered
    low: float | None
    high: float | None
    preferred: int  # answers that prefer the first
    same: int  # that hear no difference
    count: int  # all
    listeners: int  # who gave them
    items: int  # that they are about
    method: str
    reason: str  # why there is no estimate; empty if there is one


def comparisons(answers: Sequence[PreferenceRecord]) -> tuple[Comparison, ...]:
    """Each two makers that were heard beside each other, in the order of their names, people first."""
    by_makers: dict[frozenset[str], list[PreferenceRecord]] = {}
    for each in answers:
        by_makers.setdefault(frozenset((each.maker_a, each.maker_b)), []).append(each)
    makers = sorted({maker for both in by_makers for maker in both}, key=order)
    pairs = (both for both in combinations(makers, 2) if frozenset(both) in by_makers)
    return tuple(_compared(first, second, by_makers[frozenset((first, second))]) for first, second in pairs)


def _compared(first: str, second: str, answers: Sequence[PreferenceRecord]) -> Comparison:
    by_listener: dict[str, list[float]] = {}
    for each in answers:
        by_listener.setdefault(each.listener, []).append({first: 1.0, second: 0.0}.get(each.chosen, 0.5))
    counts = np.array([[len(worths), sum(worths)] for worths in by_listener.values()])
    enough = len(counts) >= FEWEST_LISTENERS
    share = pooled(counts) if enough else None
    low, high = share.single_look() if share else (None, None)
    return Comparison(
        first=first,
        second=second,
        value=share.value if share else None,
        low=low,
        high=high,
        preferred=sum(each.chosen == first for each in answers),
        same=sum(each.preferred == SAME for each in answers),
        count=len(answers),
        listeners=len(counts),
        items=len({each.pair for each in answers}),
        method=METHOD,
        reason="" if enough else too_few(len(counts)),
    )


def too_few(listeners: int) -> str:
    """Why so few listeners give no estimate."""
    return f"there are answers of {counted(listeners, 'listener')}, and an estimate takes {FEWEST_LISTENERS}"
