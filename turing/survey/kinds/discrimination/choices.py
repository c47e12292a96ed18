"""A choice between two clips: which of them is the human's, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from turing.excerpts.models import Origin
from turing.survey.kinds.kind import Said
from turing.survey.models import Trial


class Side(models.TextChoices):
    """The labels of the two clips."""

    A = "A", "A"
    B = "B", "B"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer as it is stored."""

    choice: str  # the side that was taken for the human's
    correct: bool

    @property
    def human_side(self) -> str:
        return self.choice if self.correct else other(self.choice)


def read_choice(said: Said) -> Choice:
    """The choice in a stored answer."""
    return Choice(said["choice"], said["correct"])


def other(side: str) -> str:
    return Side.B if side == Side.A else Side.A


def human_side(trial: Trial) -> str:
    """The label of the human's clip; `trial` as TrialQuerySet.with_excerpts gives it."""
    return next(
        clip.label for clip in trial.clips.all() if clip.label in Side and clip.excerpt.piece.origin == Origin.HUMAN
    )
