"""What is counted, and what is concluded from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A proportion with its interval, its count and its method; never a bare number."""

    value: float | None  # 0 to 1; None, like the interval, where nothing was counted
    low: float | None
    high: float | None
    successes: int
    count: int
    method: str


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer to "which of the two is the human's?", as the dashboard exports it."""

    answer: int
    listener: int  # a number that stands for a person within one export
    experience: str  # one of accuracy.EXPERIENCES
    variant: str  # the voices the machine wrote
    pair: str
    human_side: str  # A or B
    choice: str  # A or B
    seconds: float  # from the page first sent to the answer received
    simulated: bool  # a bot of ours answered
    excluded: str  # why the answer is left out of estimates; empty if it is counted

    @property
    def correct(self) -> bool:
        return self.choice == self.human_side


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers there are of one kind, and how many of them are correct."""

    pair: str
    variant: str
    experience: str
    simulated: bool
    excluded: str
    correct: int
    count: int
