"""What was said of a clip, and what it is."""

from __future__ import annotations

from dataclasses import dataclass

from turing.excerpts.models import Piece
from turing.survey.kinds.kind import Said
from turing.survey.models import Trial


@dataclass(frozen=True, slots=True)
class Judgment:
    """An answer as it is stored."""

    judged: str  # human or machine: what was said
    origin: str  # human or machine: what it is
    system: str  # the generator, if a machine wrote it

    @property
    def correct(self) -> bool:
        return self.judged == self.origin


def read_judgment(said: Said) -> Judgment:
    """The judgment in a stored answer."""
    return Judgment(said["judged"], said["origin"], said["system"])


def heard(trial: Trial) -> Piece:
    """The piece that the trial's one clip is of."""
    (clip,) = trial.clips.all()
    return clip.excerpt.piece
