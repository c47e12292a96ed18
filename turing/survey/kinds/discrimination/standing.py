"""A listener's score against luck and against others, in figures and in one sentence that is true of so few answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from django.db.models import Count, Q

from turing.survey.models import Experience, Sitting

FEWEST_OTHERS = 10  # with fewer there is nobody to compare with
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PLURALS = {
    Experience.NOVICE: "novices",
    Experience.INTERMEDIATE: "intermediate listeners",
    Experience.ADVANCED: "advanced listeners",
    Experience.EXPERT: "experts",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A score, and what it is held against."""

    score: int
    trials: int
    others: tuple[int, ...]  # how many others of the same experience had 0, 1, … right
    group: str  # what those others are called

    @property
    def chance(self) -> tuple[Fraction, ...]:
        """The probability of 0, 1, … right by guessing: the binomial distribution at one half."""
        return tuple(Fraction(comb(self.trials, right), 2**self.trials) for right in range(self.trials + 1))

    @property
    def luck(self) -> Fraction:
        """The probability of doing at least this well by guessing."""
        return sum(self.chance[self.score :], Fraction(0))

    @property
    def is_comparable(self) -> bool:
        return sum(self.others) >= FEWEST_OTHERS

    @property
    def beaten(self) -> Fraction:
        """The share of the others who had fewer right; asked only if comparable."""
        return Fraction(sum(self.others[: self.score]), sum(self.others))


def right_answers(sitting: Sitting) -> int:
    """How many answers of the sitting are right."""
    return sitting.trials.filter(answer__said__correct=True).count()


def standing(sitting: Sitting) -> Standing:
    """Where a finished sitting stands."""
    trials, experience = sitting.trials.count(), sitting.listener.experience
    others = Sitting.objects.filter(study=sitting.study_id).comparable(experience).exclude(pk=sitting.pk)
    counted = others.annotate(right=Count("trials", filter=Q(trials__answer__said__correct=True)))
    scores: Sequence[int] = list(counted.values_list("right", flat=True))
    return Standing(
        right_answers(sitting),
        trials,
        tuple(scores.count(right) for right in range(trials + 1)),
        PLURALS[Experience(experience)],
    )


def sentence(held: Standing) -> str:
    """What follows a score: "better than two in three of the 48 other novices so far, though luck alone …"."""
    luck = _luck(held)
    if not held.is_comparable:
        return f"{luck}."
    joint = "though" if held.beaten >= Fraction(1, 2) and held.luck >= Fraction(1, 20) else "and"
    return f"{_compared(held)}, {joint} {luck}."


def _compared(held: Standing) -> str:
    total = sum(held.others)
    if held.beaten == 0:
        return f"none of the {total} other {held.group} so far had fewer"
    if held.beaten == 1:
        return f"better than all {total} other {held.group} so far"
    if held.beaten < Fraction(1, 10):
        return f"better than {sum(held.others[: held.score])} of the {total} other {held.group} so far"
    return f"better than {_about(held.beaten, '{} in {}')} of the {total} other {held.group} so far"


def _luck(held: Standing) -> str:
    deed = "does this" if held.score == held.trials else "does at least this well"
    if held.luck == 1:
        return "luck alone never does worse"
    if held.luck > Fraction(9, 10):
        return f"luck alone nearly always {deed}"
    if held.luck < Fraction(1, 10):
        return f"luck alone {deed} only {_rarely(held.luck)}"
    return f"luck alone {deed} {_about(held.luck, '{} time{s} in {}')}"


def _rarely(share: Fraction) -> str:
    times = f"one time in {round(1 / share)}"
    return times if share.numerator == 1 else f"about {times}"


def _about(share: Fraction, pattern: str) -> str:
    """The share, 1/10 to 9/10, as the nearest fraction of small numbers, in words; "about" if it is not exact."""
    near = share.limit_denominator(5) if Fraction(1, 5) <= share <= Fraction(4, 5) else share.limit_denominator(10)
    words = pattern.format(_word(near.numerator), _word(near.denominator), s="" if near.numerator == 1 else "s")
    return words if near == share else f"about {words}"


def _word(number: int) -> str:
    return WORDS[number] if number < len(WORDS) else str(number)
