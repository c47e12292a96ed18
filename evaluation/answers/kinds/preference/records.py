"""Answers to "which of the two do you prefer?", or to any other question that has no right answer."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.records import AnswerRecord

HUMAN = "human"  # the maker of what people wrote; a machine's is its system
SAME = "same"  # neither side is preferred
PREFERRED = ("A", "B", SAME)


@dataclass(frozen=True, slots=True)
class PreferenceRecord(AnswerRecord):
    """One answer."""

    maker_a: str  # HUMAN, or the system that made what was heard as A
    maker_b: str
    preferred: str  # one of PREFERRED

    @property
    def chosen(self) -> str:
        """The maker of the side that is preferred; empty if neither is."""
        return {"A": self.maker_a, "B": self.maker_b}.get(self.preferred, "")


def order(maker: str) -> tuple[bool, str]:
    """By what makers are sorted: people first, then the systems by name."""
    return maker != HUMAN, maker
