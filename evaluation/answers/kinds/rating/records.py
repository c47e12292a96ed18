"""Ratings of single clips, and what each was then taken for."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.records import AnswerRecord

LOWEST, HIGHEST = 0, 10


@dataclass(frozen=True, slots=True)
class RatingRecord(AnswerRecord):
    """One answer about one clip."""

    origin: str  # who wrote it, human or machine
    system: str  # the generator, if a machine did; may be empty
    rating: int  # LOWEST to HIGHEST, said first
    taken_for: str  # what it was then called, human or machine; empty if that was not asked
