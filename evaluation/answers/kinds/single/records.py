"""Answers to "did a person or a computer write this?"."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.records import AnswerRecord

HUMAN, MACHINE = "human", "machine"
ORIGINS = (HUMAN, MACHINE)


@dataclass(frozen=True, slots=True)
class SingleRecord(AnswerRecord):
    """One answer about one clip."""

    origin: str  # who wrote it, one of ORIGINS
    system: str  # the generator, if a machine did; may be empty
    judged: str  # what it was called, one of ORIGINS

    @property
    def correct(self) -> bool:
        return self.judged == self.origin
