"""What is counted, and what is concluded from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A proportion with its interval, its count and its method; never a bare number."""

    value: float | None  # 0 to 1; None, like the interval, where too little was counted
    low: float | None
    high: float | None
    successes: int
    count: int
    method: str


@dataclass(frozen=True, slots=True)
class Accuracy(Estimate):
    """The share of right answers on the very pairs that were heard, and on how much it rests beside the answers."""

    listeners: int  # who gave these answers
    pairs: int  # that these answers are about


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer to "which of the two is the human's?", as the dashboard exports it."""

    listener: str  # stands for a person within one study or file
    experience: str  # one of accuracy.EXPERIENCES, or accuracy.NOT_GIVEN
    variant: str  # the voices the machine wrote, or the study's label
    pair: str
    human_side: str  # A or B
    choice: str  # A or B
    simulated: bool  # a bot of ours answered
    excluded: str  # why the answer is left out of estimates; empty if it is counted

    @property
    def correct(self) -> bool:
        return self.choice == self.human_side
