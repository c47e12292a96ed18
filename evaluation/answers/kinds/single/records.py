"""Answers to "did a person or a computer write this?"."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.records import AnswerRecord


@dataclass(frozen=True, slots=True)
class SingleRecord(AnswerRecord):
    """One answer about one clip."""

    origin: str  # who wrote it, human or machine
    system: str  # the generator, if a machine did; may be empty
    judged: str  # what it was called, human or machine

    @property
    def correct(self) -> bool:
        return self.judged == self.origin
