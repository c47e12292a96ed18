"""Stars: how tables hold them, and their means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from evaluation.answers.cells import Cells, one_of
from evaluation.answers.kinds.kind import AnswerKind
from evaluation.answers.records import About, AnswerRecord
from generators.errors import InputError

SCALE = tuple(map(str, range(1, 6)))


@dataclass(frozen=True, slots=True)
class StarsRecord(AnswerRecord):
    origin: str
    stars: int


@dataclass(frozen=True, slots=True)
class Means:
    """Mean starss by origin, and by pair."""

    simulated: bool
    variants: tuple[str, ...]
    counted: int
    excluded: dict[str, int]
    others: int
    means: dict[str, float]
    pairs: dict[str, float]


def mean_by(records: Sequence[StarsRecord], field: str) -> dict[str, float]:
    groups = defaultdict(list)
    for each in records:
        groups[getattr(each, field)].append(each.stars)
    return {name: fmean(given) for name, given in sorted(groups.items())}


class StarsAnswers(AnswerKind[StarsRecord, Means]):
    needed = ("origin", "stars")
    meaning = "an answer gives a clip 1 to 5"

    def record(self, about: About, cells: Cells) -> StarsRecord:
        if cells["stars"] not in SCALE:
            raise InputError(f"stars is {cells['stars']!r}, not one of 1 to 5")
        return StarsRecord(*about, one_of(("human", "machine"), cells, "origin"), int(cells["stars"]))

    def analyze(self, records: Sequence[StarsRecord], simulated: bool | None = None) -> Means:
        if simulated is None:
            simulated = bool(records) and all(each.simulated for each in records)
        asked_for = [each for each in records if each.simulated == simulated]
        counted = [each for each in asked_for if not each.excluded]
        return Means(
            simulated=simulated,
            variants=tuple(sorted({each.variant for each in asked_for})),
            counted=len(counted),
            excluded=dict(Counter(each.excluded for each in asked_for if each.excluded)),
            others=len(records) - len(asked_for),
            means=mean_by(counted, "origin"),
            pairs=mean_by(counted, "pair"),
        )

    def verdict(self, analysis: Means) -> str:
        return ", ".join(f"{origin} {mean:.2f}" for origin, mean in analysis.means.items()) or "No stars yet."

    def of_pair(self, analysis: Means, pair: str) -> str:
        return f"{analysis.pairs[pair]:.2f}" if pair in analysis.pairs else "no answers"

    def as_text(self, analysis: Means) -> str:
        return self.verdict(analysis)

    def as_json(self, analysis: Means) -> dict[str, Any]:
        return {"verdict": self.verdict(analysis), **asdict(analysis)}


KIND = StarsAnswers()
