"""Answers to "which of the two is the human's?": A or B, right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from evaluation.answers.cells import Cells, boolean, one_of
from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable, accuracy_table
from evaluation.answers.kinds.discrimination.records import ChoiceRecord
from evaluation.answers.kinds.discrimination.tables import as_json, as_text
from evaluation.answers.kinds.discrimination.wording import WORDS, Words, verdict
from evaluation.answers.kinds.kind import AnswerKind
from evaluation.answers.records import About
from evaluation.answers.wording import in_full
from evaluation.statistics.clusters import NO_ANSWERS
from generators.errors import InputError

SIDES = ("A", "B")


class Discrimination(AnswerKind[ChoiceRecord, AccuracyTable]):
    """Kinds that ask for something else of the human's have other words, and another first column."""

    words: ClassVar[Words] = WORDS
    needed = ("human_side", "choice")
    optional = ("correct",)
    meaning = "an answer says which of a pair's two sides, A or B, was chosen as the human's"

    def record(self, about: About, cells: Cells) -> ChoiceRecord:
        human_side, choice = (one_of(SIDES, cells, column) for column in self.needed)
        record = ChoiceRecord(*about, human_side, choice)
        if record.correct != boolean(cells, "correct", default=record.correct):
            raise InputError(
                f"correct is {cells['correct']}, but {record.choice} of human side {record.human_side} was chosen"
            )
        return record

    def analyze(self, records: Sequence[ChoiceRecord], simulated: bool | None = None) -> AccuracyTable:
        return accuracy_table(records, simulated)

    def verdict(self, analysis: AccuracyTable) -> str:
        return verdict(analysis, self.words)

    def of_pair(self, analysis: AccuracyTable, pair: str) -> str:
        return in_full(analysis.pairs.get(pair, NO_ANSWERS))

    def as_text(self, analysis: AccuracyTable) -> str:
        return as_text(analysis, self.words)

    def as_json(self, analysis: AccuracyTable) -> dict[str, object]:
        return as_json(analysis, self.words)


KIND = Discrimination()
