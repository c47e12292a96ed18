"""What is told of a trial once it is answered: who wrote which clip, and whether the choice was right."""

from __future__ import annotations

from dataclasses import dataclass

from turing.survey.kinds.credits import RevealedClip, credited
from turing.survey.kinds.discrimination.choices import read_choice
from turing.survey.models import Trial


@dataclass(frozen=True, slots=True)
class RevealedTrial:
    position: int
    choice: str
    correct: bool
    clips: tuple[RevealedClip, ...]


def revealed(trial: Trial) -> RevealedTrial:
    """The answered trial with its key."""
    said = read_choice(trial.answer.said)
    return RevealedTrial(trial.position, said.choice, said.correct, credited(trial))
