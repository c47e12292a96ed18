"""What a kind of trial is: all that is not the same for every question that can be asked about clips.

The same for all: who is assigned which pair, addresses and tokens, the playback log, times, acknowledgement, sharing,
withdrawal, progress, the export's other columns. A kind says what is heard of a pair, what is asked, what is stored and
revealed, exported, estimated, and in which words.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from turing.survey.assignment import AvailablePair
from turing.survey.kinds.form import AnswerForm
from turing.survey.models import Sitting, Trial

Said = Mapping[str, Any]  # an answer, as it is stored: JSON's types by name


@dataclass(frozen=True, slots=True)
class AssignedClip:
    """What a trial plays under a label."""

    label: str
    excerpt: int  # primary key


@dataclass(frozen=True, slots=True)
class Shared:
    """A result that tells none of the answers: in words, and as a staff with a note a trial."""

    figure: str  # such as "4 of 5"
    deed: str  # what the figure is: "told right by ear"
    dare: str  # to whoever reads it: "How many can you?"
    description: str  # a sentence for a link's preview
    notes: tuple[bool, ...]  # whether each note is filled


class Kind(ABC):
    """A kind of trial. Its folder is a Django app of the same name, with its templates in a folder of that name.

    Templates: `trial.html` extends `survey/trial.html`; `summary.html` begins the result page, with what `summary`
    gives; `reveal.html` shows a `trial` as `revealed` gives it; `shared.html` is the shared page's sentence about
    `shared`; `splash.html` says what awaits the listener of a `study`.
    """

    name: ClassVar[str]
    title: ClassVar[str]  # of a study that is given none
    question: ClassVar[str]
    clip_count: ClassVar[int]  # in a trial
    not_heard: ClassVar[str]  # said of an answer that comes before all was heard; marked by gettext_noop
    form: ClassVar[type[AnswerForm]]

    def template(self, name: str) -> str:
        return f"{self.name}/{name}.html"

    @abstractmethod
    def clips(self, pair: AvailablePair, rng: random.Random) -> Sequence[AssignedClip]:
        """What is heard of a pair; chance comes from `rng` alone."""

    def judged(self, trial: Trial, said: Said) -> Said:
        """What is stored of what the form said; `trial` as TrialQuerySet.with_excerpts gives it."""
        return said

    @abstractmethod
    def guess(self, trial: Trial, experience: str, rng: random.Random) -> Said:
        """What a simulated listener says."""

    @abstractmethod
    def summary(self, sitting: Sitting) -> dict[str, Any]:
        """The context of `summary.html` for a finished sitting."""

    @abstractmethod
    def revealed(self, trial: Trial) -> object:
        """What is told of an answered trial, as TrialQuerySet.with_answers gives it."""

    @abstractmethod
    def shared(self, sitting: Sitting) -> Shared:
        """What a finished sitting shows to others."""
