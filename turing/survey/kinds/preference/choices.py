"""Whose music a listener chose, told at the end in sentences that judge nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from evaluation.answers.kinds.preference.records import HUMAN, SAME
from turing.survey.kinds.kind import Said
from turing.survey.models import Sitting


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers of a sitting, counted."""

    person: int  # a person's was chosen, beside a computer's
    computer: int  # a computer's, beside a person's
    same: int  # neither of a person's and a computer's
    computers: int  # trials in which both were by computers
    decided: int  # of these, those in which one was chosen

    @property
    def mixed(self) -> int:
        """Trials with a person on one side."""
        return self.person + self.computer + self.same

    @property
    def score(self) -> tuple[int, int]:
        """The person's of so many trials with one; where there was none, those in which one was chosen, of all."""
        return (self.person, self.mixed) if self.mixed else (self.decided, self.computers)


def choices_of(sitting: Sitting, kind: str) -> Choices:
    """What a finished sitting chose in its trials of that kind."""
    answers = [trial.answer.said for trial in sitting.trials.of_kind(kind).with_answers()]
    mixed = [said for said in answers if HUMAN in said["makers"].values()]
    machines = [said for said in answers if HUMAN not in said["makers"].values()]
    chosen = [_maker(said) for said in mixed]
    person, same = chosen.count(HUMAN), chosen.count("")
    decided = sum(said["preferred"] != SAME for said in machines)
    return Choices(person, len(chosen) - person - same, same, len(machines), decided)


def _maker(said: Said) -> str:
    """Who made what was chosen; empty if neither was."""
    return str(said["makers"].get(said["preferred"], ""))


def sentences(held: Choices) -> tuple[str, ...]:
    """What follows the score; each is a message of its own, as clauses put together here could not be translated."""
    if not held.mixed:
        told = [gettext("That is how often you chose one of the two. All of these pieces were by computers.")]
    else:
        told = [gettext("That is how often you chose the person’s piece beside a computer’s."), *_others(held)]
    return (*told, gettext("There is no right or wrong here: this is your taste."))


def _others(held: Choices) -> list[str]:
    """What was said of the other pairs."""
    computer = ngettext(
        "In %(count)d pair you chose the computer’s.", "In %(count)d pairs you chose the computer’s.", held.computer
    )
    same = ngettext(
        "In %(count)d pair you heard no difference.", "In %(count)d pairs you heard no difference.", held.same
    )
    computers = ngettext(
        "In %(count)d more pair both were by computers.",
        "In %(count)d more pairs both were by computers.",
        held.computers,
    )
    counted = ((computer, held.computer), (same, held.same), (computers, held.computers))
    return [words % {"count": count} for words, count in counted if count]
