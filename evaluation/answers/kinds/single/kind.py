"""Answers to "did a person or a computer write this?" about one clip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluation.answers.cells import Cells, boolean, one_of
from evaluation.answers.kinds.kind import AnswerKind
from evaluation.answers.kinds.single.records import SingleRecord
from evaluation.answers.kinds.single.table import DetectionTable, detection_table
from evaluation.answers.kinds.single.tables import as_json, as_text
from evaluation.answers.kinds.single.wording import of_pair, verdict
from evaluation.answers.origins import ORIGINS, system_in
from evaluation.answers.records import About
from generators.errors import InputError


class Single(AnswerKind[SingleRecord, DetectionTable]):
    needed = ("origin", "judged")
    optional = ("system", "correct")
    meaning = "an answer says of one clip whether it was judged human or machine, and its origin which it is"

    def record(self, about: About, cells: Cells) -> SingleRecord:
        origin, judged = (one_of(ORIGINS, cells, column) for column in ("origin", "judged"))
        record = SingleRecord(*about, origin, system_in(cells, origin), judged)
        if record.correct != boolean(cells, "correct", default=record.correct):
            raise InputError(f"correct is {cells['correct']}, but {judged} was said of a {origin} clip")
        return record

    def analyze(self, records: Sequence[SingleRecord], simulated: bool | None = None) -> DetectionTable:
        return detection_table(records, simulated)

    def verdict(self, analysis: DetectionTable) -> str:
        return verdict(analysis)

    def of_pair(self, analysis: DetectionTable, pair: str) -> str:
        return of_pair(analysis.pairs.get(pair))

    def as_text(self, analysis: DetectionTable) -> str:
        return as_text(analysis)

    def as_json(self, analysis: DetectionTable) -> dict[str, Any]:
        return as_json(analysis)


KIND = Single()
