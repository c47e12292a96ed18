"""Answers to "which of the two is the human's?", and the share of right ones."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.records import AnswerRecord
from evaluation.statistics.intervals import Estimate


@dataclass(frozen=True, slots=True)
class ChoiceRecord(AnswerRecord):
    """One answer."""

    human_side: str  # A or B
    choice: str  # A or B

    @property
    def correct(self) -> bool:
        return self.choice == self.human_side


@dataclass(frozen=True, slots=True)
class Accuracy(Estimate):
    """The share of right answers on the very pairs that were heard, and on how much it rests beside the answers."""

    listeners: int  # who gave these answers
    pairs: int  # that these answers are about
