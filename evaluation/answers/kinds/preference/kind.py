"""Answers to "which of the two do you prefer?": A, B or no difference; none is right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluation.answers.cells import Cells, filled, one_of
from evaluation.answers.kinds.kind import AnswerKind
from evaluation.answers.kinds.preference.records import PREFERRED, PreferenceRecord
from evaluation.answers.kinds.preference.table import PreferenceTable, preference_table
from evaluation.answers.kinds.preference.tables import as_json, as_text
from evaluation.answers.kinds.preference.wording import item_in_words, verdict
from evaluation.answers.records import About
from generators.errors import InputError


class Preference(AnswerKind[PreferenceRecord, PreferenceTable]):
    needed = ("maker_a", "maker_b", "preferred")
    meaning = "an answer says which of two makers' versions, A or B, was preferred, or the same"

    def record(self, about: About, cells: Cells) -> PreferenceRecord:
        record = PreferenceRecord(
            *about, filled(cells, "maker_a"), filled(cells, "maker_b"), one_of(PREFERRED, cells, "preferred")
        )
        if record.maker_a == record.maker_b:
            raise InputError(f"maker_a and maker_b are both {record.maker_a!r}: nothing can be learned from that")
        return record

    def analyze(self, records: Sequence[PreferenceRecord], simulated: bool | None = None) -> PreferenceTable:
        return preference_table(records, simulated)

    def verdict(self, analysis: PreferenceTable) -> str:
        return verdict(analysis)

    def of_pair(self, analysis: PreferenceTable, pair: str) -> str:
        return item_in_words(analysis.items.get(pair))

    def as_text(self, analysis: PreferenceTable) -> str:
        return as_text(analysis)

    def as_json(self, analysis: PreferenceTable) -> dict[str, Any]:
        return as_json(analysis)


KIND = Preference()
