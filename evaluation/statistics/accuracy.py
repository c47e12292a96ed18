"""How often listeners tell the human's music from the machine's: by variant, and by variant and experience.

The rows of BachBot's two slides (Liang 2016, chapter 7). Chance is 1/2: every question has two sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evaluation.statistics.intervals import wilson
from evaluation.statistics.records import AnswerRecord, Estimate, Tally

CHANCE = 0.5
EXPERIENCES = ("novice", "intermediate", "advanced", "expert")
VARIANTS = ("S", "A", "T", "B", "AT", "ATB", "SATB")  # in this order; any other label follows
ALL = "all"


@dataclass(frozen=True, slots=True)
class AccuracyTable:
    """The share of right answers by variant and experience (either may be ALL), and what was left out of it."""

    simulated: bool  # whether the answers are our bots' or people's; the two are never mixed
    variants: tuple[str, ...]  # those with answers
    cells: dict[tuple[str, str], Estimate]  # by (variant, experience)
    pairs: dict[str, Estimate]  # by the pair's name
    excluded: dict[str, int]  # answers left out, by reason
    others: int  # answers by the other kind of listeners, left out too

    @property
    def overall(self) -> Estimate:
        return self.cells[ALL, ALL]


def tally(answers: Iterable[AnswerRecord]) -> list[Tally]:
    """The answers counted by pair, variant, experience, kind of listener and reason for leaving them out."""
    counts: Counter[tuple[str, str, str, bool, str]] = Counter()
    correct: Counter[tuple[str, str, str, bool, str]] = Counter()
    for answer in answers:
        kind = (answer.pair, answer.variant, answer.experience, answer.simulated, answer.excluded)
        counts[kind] += 1
        correct[kind] += answer.correct
    return [Tally(*kind, correct=correct[kind], count=count) for kind, count in counts.items()]


def accuracy_table(tallies: Iterable[Tally], simulated: bool | None = None) -> AccuracyTable:
    """The table for people's answers or for simulated ones; by default people's, unless there are only the others."""
    tallies = list(tallies)
    if simulated is None:
        simulated = bool(tallies) and all(each.simulated for each in tallies)
    asked_for = [each for each in tallies if each.simulated == simulated]
    counted = [each for each in asked_for if not each.excluded]
    variants = tuple(sorted({each.variant for each in asked_for}, key=_place))
    cells = {
        (variant, experience): _estimate(counted, _of(variant, experience))
        for variant in (*variants, ALL)
        for experience in (*EXPERIENCES, ALL)
    }
    pairs = {pair: _estimate(counted, _about(pair)) for pair in sorted({each.pair for each in asked_for})}
    excluded: Counter[str] = Counter()
    for each in asked_for:
        if each.excluded:
            excluded[each.excluded] += each.count
    others = sum(each.count for each in tallies if each.simulated != simulated)
    return AccuracyTable(simulated, variants, cells, pairs, dict(sorted(excluded.items())), others)


def _place(variant: str) -> tuple[int, str]:
    return (VARIANTS.index(variant) if variant in VARIANTS else len(VARIANTS), variant)


def _of(variant: str, experience: str) -> Callable[[Tally], bool]:
    return lambda each: variant in (ALL, each.variant) and experience in (ALL, each.experience)


def _about(pair: str) -> Callable[[Tally], bool]:
    return lambda each: each.pair == pair


def _estimate(tallies: Iterable[Tally], belongs: Callable[[Tally], bool]) -> Estimate:
    chosen = [each for each in tallies if belongs(each)]
    return wilson(sum(each.correct for each in chosen), sum(each.count for each in chosen))
