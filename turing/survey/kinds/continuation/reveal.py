"""What is told of a trial once it is answered: who went on from the opening, and whether the choice was right."""

from __future__ import annotations

from dataclasses import dataclass

from turing.survey.kinds.credits import RevealedClip, credited
from turing.survey.kinds.discrimination.choices import read_choice
from turing.survey.kinds.discrimination.reveal import RevealedTrial
from turing.survey.models import Trial


@dataclass(frozen=True, slots=True)
class RevealedContinuation(RevealedTrial):
    opening: RevealedClip


def revealed_continuation(trial: Trial) -> RevealedContinuation:
    """The answered trial with its key. The opening's clip comes first."""
    said = read_choice(trial.answer.said)
    opening, *continuations = credited(trial)
    return RevealedContinuation(trial.position, said.choice, said.correct, tuple(continuations), opening)
