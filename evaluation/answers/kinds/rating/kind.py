"""Answers to "how much do you like it?" about one clip, and what it was then taken for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluation.answers.cells import Cells, one_of
from evaluation.answers.celltext import is_missing
from evaluation.answers.kinds.kind import AnswerKind
from evaluation.answers.kinds.rating.records import HIGHEST, LOWEST, RatingRecord
from evaluation.answers.kinds.rating.table import RatingTable, rating_table
from evaluation.answers.kinds.rating.tables import as_json, as_text
from evaluation.answers.kinds.rating.wording import of_pair, verdict
from evaluation.answers.origins import ORIGINS, system_in
from evaluation.answers.records import About

SCALE = tuple(str(rating) for rating in range(LOWEST, HIGHEST + 1))


class Rating(AnswerKind[RatingRecord, RatingTable]):
    needed = ("origin", "rating")
    optional = ("system", "taken_for")
    meaning = f"an answer rates one clip from {LOWEST} to {HIGHEST}, and its origin says who wrote it"

    def record(self, about: About, cells: Cells) -> RatingRecord:
        origin = one_of(ORIGINS, cells, "origin")
        taken_for = "" if is_missing(cells.get("taken_for", "")) else one_of(ORIGINS, cells, "taken_for")
        return RatingRecord(*about, origin, system_in(cells, origin), int(one_of(SCALE, cells, "rating")), taken_for)

    def analyze(self, records: Sequence[RatingRecord], simulated: bool | None = None) -> RatingTable:
        return rating_table(records, simulated)

    def verdict(self, analysis: RatingTable) -> str:
        return verdict(analysis)

    def of_pair(self, analysis: RatingTable, pair: str) -> str:
        return of_pair(analysis.pairs.get(pair))

    def as_text(self, analysis: RatingTable) -> str:
        return as_text(analysis)

    def as_json(self, analysis: RatingTable) -> dict[str, Any]:
        return as_json(analysis)


KIND = Rating()
