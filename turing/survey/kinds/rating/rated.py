"""A rating as it is stored, and what a sitting's ratings come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from django.utils.translation import gettext

from turing.excerpts.models import Origin, Piece
from turing.survey.kinds.kind import Said
from turing.survey.models import Sitting, Trial


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer."""

    rating: int  # 0 to 10, said first
    taken_for: str  # human or machine: what was said then
    origin: str  # human or machine: what it is
    system: str  # the generator, if a machine wrote it

    @property
    def correct(self) -> bool:
        return self.taken_for == self.origin


def read_rated(said: Said) -> Rated:
    """The rating in a stored answer."""
    return Rated(said["rating"], said["taken_for"], said["origin"], said["system"])


def heard(trial: Trial) -> Piece:
    """The piece that the trial's one clip is of."""
    (clip,) = trial.clips.all()
    return clip.excerpt.piece


def averages(sitting: Sitting, kind: str) -> str:
    """How a listener rated the people's and the computers' clips, in a sentence: never half of one."""
    answers = [read_rated(trial.answer.said) for trial in sitting.trials.of_kind(kind).with_answers()]
    human, machine = (_mean(answers, origin) for origin in (Origin.HUMAN, Origin.MACHINE))
    if human is None:
        told = gettext("All clips were a computer’s: you gave them %(machine)s of 10 on average.")
        return told % {"machine": machine}
    if machine is None:
        return gettext("All clips were a person’s: you gave them %(human)s of 10 on average.") % {"human": human}
    both = {"human": human, "machine": machine}
    return gettext("You gave people’s music %(human)s of 10 on average, and computers’ %(machine)s.") % both


def _mean(answers: Sequence[Rated], origin: str) -> str | None:
    given = [answer.rating for answer in answers if answer.origin == origin]
    return f"{fmean(given):.1f}" if given else None
