"""Answers to "which of the two is the human's?"."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.records import AnswerRecord


@dataclass(frozen=True, slots=True)
class ChoiceRecord(AnswerRecord):
    """One answer."""

    human_side: str  # A or B
    choice: str  # A or B

    @property
    def correct(self) -> bool:
        return self.choice == self.human_side
