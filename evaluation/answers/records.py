"""What is counted, and what is concluded from it."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.statistics.intervals import Estimate

EXPERIENCES = ("novice", "intermediate", "advanced", "expert")
NOT_GIVEN = "not given"  # a level or a variant that the table does not tell
VARIANTS = ("S", "A", "T", "B", "AT", "ATB", "SATB")  # in this order; any other label follows
ALL = "all"  # levels, or variants, together


@dataclass(frozen=True, slots=True)
class Accuracy(Estimate):
    """The share of right answers on the very pairs that were heard, and on how much it rests beside the answers."""

    listeners: int  # who gave these answers
    pairs: int  # that these answers are about


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer to "which of the two is the human's?", as the dashboard exports it."""

    listener: str  # stands for a person within one study or file
    experience: str  # one of EXPERIENCES, or NOT_GIVEN
    variant: str  # the voices the machine wrote, or the study's label
    pair: str
    human_side: str  # A or B
    choice: str  # A or B
    simulated: bool  # a bot of ours answered
    excluded: str  # why the answer is left out of estimates; empty if it is counted

    @property
    def correct(self) -> bool:
        return self.choice == self.human_side
