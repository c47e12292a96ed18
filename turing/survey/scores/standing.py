"""A listener's score against luck and against others, in figures and in sentences that are true of so few answers."""

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


def right_answers(sitting: Sitting, kind: str) -> int:
    """How many answers of the sitting to trials of that kind are right."""
    return sitting.trials.of_kind(kind).filter(answer__said__correct=True).count()


def standing(sitting: Sitting, kind: str) -> Standing:
    """Where a finished sitting stands with its trials of that kind."""
    trials, experience = sitting.trials.of_kind(kind).count(), sitting.listener.experience
    others = Sitting.objects.filter(study=sitting.study_id).comparable(experience).exclude(pk=sitting.pk)
    right = Q(trials__block__kind=kind, trials__answer__said__correct=True)
    counted = others.annotate(right=Count("trials", filter=right))
    scores: Sequence[int] = list(counted.values_list("right", flat=True))
    return Standing(
        right_answers(sitting, kind),
        trials,
        tuple(scores.count(right) for right in range(trials + 1)),
        str(PLURALS[Experience(experience)]),
    )


def sentences(held: Standing) -> tuple[str, ...]:
    """What follows a score: "Better than two in three of the 48 other novices so far.", "Luck alone …".

    Each is a message of its own: clauses put together here could not be translated.
    """
    return (_compared(held), _luck(held)) if held.is_comparable else (_luck(held),)


def _compared(held: Standing) -> str:
    """Against the others. There are at least FEWEST_OTHERS of them: one form of each noun is enough."""
    others = {"total": sum(held.others), "group": held.group}
    if held.beaten == 0:
        return gettext("None of the %(total)d other %(group)s so far had fewer.") % others
    if held.beaten == 1:
        return gettext("Better than all %(total)d other %(group)s so far.") % others
    if held.beaten < Fraction(1, 10):
        number = sum(held.others[: held.score])
        return gettext("Better than %(number)d of the %(total)d other %(group)s so far.") % {"number": number, **others}
    near = _near(held.beaten)
    if near == held.beaten:
        told = gettext("Better than %(part)s in %(whole)s of the %(total)d other %(group)s so far.")
    else:
        told = gettext("Better than about %(part)s in %(whole)s of the %(total)d other %(group)s so far.")
    return told % {**_words(near), **others}


def _luck(held: Standing) -> str:
    if held.luck == 1:
        return gettext("Luck alone never does worse.")
    if held.score == held.trials:
        return _luck_of_all_right(held)
    if held.luck > Fraction(9, 10):
        return gettext("Luck alone nearly always does at least this well.")
    if held.luck < Fraction(1, 10):
        exactly = held.luck.numerator == 1
        only = gettext("Luck alone does at least this well only one time in %(times)d.")
        about = gettext("Luck alone does at least this well only about one time in %(times)d.")
        return (only if exactly else about) % {"times": round(1 / held.luck)}
    near = _near(held.luck)
    if near == held.luck:
        told = ngettext(
            "Luck alone does at least this well %(part)s time in %(whole)s.",
            "Luck alone does at least this well %(part)s times in %(whole)s.",
            near.numerator,
        )
    else:
        told = ngettext(
            "Luck alone does at least this well about %(part)s time in %(whole)s.",
            "Luck alone does at least this well about %(part)s times in %(whole)s.",
            near.numerator,
        )
    return told % _words(near)


def _luck_of_all_right(held: Standing) -> str:
    """It is one half to the power of the trials: exactly one time in 2, 4, 8, …"""
    if held.luck < Fraction(1, 10):
        return gettext("Luck alone does this only one time in %(times)d.") % {"times": held.luck.denominator}
    return gettext("Luck alone does this one time in %(whole)s.") % {"whole": _words(held.luck)["whole"]}


def _near(share: Fraction) -> Fraction:
    """The share, 1/10 to 9/10, as the nearest fraction of small numbers."""
    return share.limit_denominator(5) if Fraction(1, 5) <= share <= Fraction(4, 5) else share.limit_denominator(10)


def _words(near: Fraction) -> dict[str, str]:
    """A fraction's two numbers, 1 to 10, in words."""
    return {"part": str(NUMBERS[near.numerator - 1]), "whole": str(NUMBERS[near.denominator - 1])}
