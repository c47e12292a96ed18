"""A listener's score against luck and against others, in figures and in one sentence that is true of so few answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from turing.survey.models import Experience, Sitting

FEWEST_OTHERS = 10  # with fewer there is nobody to compare with
PLURALS = {
    Experience.NOVICE: _("novices"),
    Experience.INTERMEDIATE: _("intermediate listeners"),
    Experience.ADVANCED: _("advanced listeners"),
    Experience.EXPERT: _("experts"),
}
NUMBERS = (_("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"), _("ten"))
# What luck alone does: all right, and at least this many.
NEVER_WORSE = _("luck alone never does worse")
NEARLY_ALWAYS = (_("luck alone nearly always does this"), _("luck alone nearly always does at least this well"))
RARELY = (
    _("luck alone does this only one time in %(times)d"),
    _("luck alone does at least this well only one time in %(times)d"),
)
ABOUT_RARELY = (
    _("luck alone does this only about one time in %(times)d"),
    _("luck alone does at least this well only about one time in %(times)d"),
)


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
        str(PLURALS[Experience(experience)]),
    )


def sentence(held: Standing) -> str:
    """What follows a score: "better than two in three of the 48 other novices so far, though luck alone …"."""
    luck = _luck(held)
    if not held.is_comparable:
        return gettext("%(luck)s.") % {"luck": luck}
    said = {"compared": _compared(held), "luck": luck}
    if held.beaten >= Fraction(1, 2) and held.luck >= Fraction(1, 20):
        return gettext("%(compared)s, though %(luck)s.") % said
    return gettext("%(compared)s, and %(luck)s.") % said


def _compared(held: Standing) -> str:
    """Against the others. There are at least FEWEST_OTHERS of them: one form of each noun is enough."""
    others = {"total": sum(held.others), "group": held.group}
    if held.beaten == 0:
        return gettext("none of the %(total)d other %(group)s so far had fewer") % others
    if held.beaten == 1:
        return gettext("better than all %(total)d other %(group)s so far") % others
    if held.beaten < Fraction(1, 10):
        number = sum(held.others[: held.score])
        return gettext("better than %(number)d of the %(total)d other %(group)s so far") % {"number": number, **others}
    near = _near(held.beaten)
    if near == held.beaten:
        told = gettext("better than %(part)s in %(whole)s of the %(total)d other %(group)s so far")
    else:
        told = gettext("better than about %(part)s in %(whole)s of the %(total)d other %(group)s so far")
    return told % {**_words(near), **others}


def _luck(held: Standing) -> str:
    at_least = held.score != held.trials
    if held.luck == 1:
        return str(NEVER_WORSE)
    if held.luck > Fraction(9, 10):
        return str(NEARLY_ALWAYS[at_least])
    if held.luck < Fraction(1, 10):
        told = (RARELY if held.luck.numerator == 1 else ABOUT_RARELY)[at_least]
        return told % {"times": round(1 / held.luck)}
    near = _near(held.luck)
    return _often(at_least=at_least, exactly=near == held.luck, times=near.numerator) % _words(near)


def _often(*, at_least: bool, exactly: bool, times: int) -> str:
    if at_least and exactly:
        return ngettext(
            "luck alone does at least this well %(part)s time in %(whole)s",
            "luck alone does at least this well %(part)s times in %(whole)s",
            times,
        )
    if at_least:
        return ngettext(
            "luck alone does at least this well about %(part)s time in %(whole)s",
            "luck alone does at least this well about %(part)s times in %(whole)s",
            times,
        )
    if exactly:
        return ngettext(
            "luck alone does this %(part)s time in %(whole)s", "luck alone does this %(part)s times in %(whole)s", times
        )
    return ngettext(
        "luck alone does this about %(part)s time in %(whole)s",
        "luck alone does this about %(part)s times in %(whole)s",
        times,
    )


def _near(share: Fraction) -> Fraction:
    """The share, 1/10 to 9/10, as the nearest fraction of small numbers."""
    return share.limit_denominator(5) if Fraction(1, 5) <= share <= Fraction(4, 5) else share.limit_denominator(10)


def _words(near: Fraction) -> dict[str, str]:
    """A fraction's two numbers, 1 to 10, in words."""
    return {"part": str(NUMBERS[near.numerator - 1]), "whole": str(NUMBERS[near.denominator - 1])}
