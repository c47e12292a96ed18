"""What is told of a trial once it is answered: who wrote which clip, and which was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.kinds.preference.records import SAME
from turing.survey.kinds.credits import RevealedClip, credited
from turing.survey.models import Trial


@dataclass(frozen=True, slots=True)
class RevealedTrial:
    position: int
    preferred: str  # the side; empty if neither
    clips: tuple[RevealedClip, ...]


def revealed(trial: Trial) -> RevealedTrial:
    """The answered trial, told whose clips they were."""
    preferred = trial.answer.said["preferred"]
    return RevealedTrial(trial.position, "" if preferred == SAME else preferred, credited(trial))
