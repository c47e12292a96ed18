"""What a kind of trial is: all that is not the same for every question that can be asked about clips.

The same for all: who is assigned which item, addresses and tokens, the playback log, times, acknowledgement, sharing,
withdrawal, progress, the export's other columns. A kind says what is heard of an item, what is asked, what is stored
and revealed, exported, estimated, and in which words.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from evaluation.answers.kinds.kind import AnswerKind
from evaluation.answers.kinds.registry import answer_kind
from evaluation.answers.records import About, AnswerRecord
from evaluation.plots.palettes import Theme
from turing.survey.assignment import AvailableItem
from turing.survey.kinds.form import AnswerForm
from turing.survey.models import Sitting, Trial

OPENING = "0"  # label of a clip that is an opening, which those after it go on from
Said = Mapping[str, Any]  # an answer, as it is stored: JSON's types by name
Plot = Callable[[Any, str, Theme], str]  # of an analysis, beside what is compared with it, as SVG


@dataclass(frozen=True, slots=True)
class SaidColumn:
    """A column of the export that a kind fills from what was said."""

    name: str
    text: str  # what it holds, for the codebook
    value: Callable[[Said], str | int | float]


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

    Templates: `trial.html` extends `survey/trial.html`, about a `trial` at one of its steps and its `clips` as page.py
    has them;
    `summary.html` begins the result page, with what `summary` gives; `reveal.html` shows a `trial` as `revealed` gives
    it; `shared.html` is the shared page's sentence about
    `shared`; `splash.html` says what awaits the listener of a `study`; `about.html` how the kind is to be understood,
    on the site's page about itself. For researchers, `figures.html` shows what `figures` gives, `item.html` what
    `item_figures` gives.
    """

    name: ClassVar[str]
    title: ClassVar[str]  # of a study that is given none
    question: ClassVar[str]
    clip_count: ClassVar[int]  # in a trial
    not_heard: ClassVar[str]  # said of an answer that comes before all was heard; marked by gettext_noop
    forms: ClassVar[tuple[type[AnswerForm], ...]]  # one a step: what an earlier one says is stored before the next
    columns: ClassVar[tuple[SaidColumn, ...]]  # exported
    needs: ClassVar[str] = "a version"  # what an item must have that `fits`
    items_title: ClassVar[str]  # what the items of its studies are called: "Pairs"
    items_caption: ClassVar[str]  # over the table of all items, whose cells AnswerKind.of_pair words
    items_heading: ClassVar[str]
    promise: ClassVar[str]  # what researchers will see once there are answers
    plots: ClassVar[Mapping[str, Plot]] = {}

    @property
    def answers(self) -> AnswerKind[Any, Any]:
        """How its answers are read from tables, estimated and worded."""
        return answer_kind(self.name)

    @property
    def comparisons(self) -> Mapping[str, str]:
        """Titles of what can be shown beside a study's own figures, by name."""
        return {}

    def asked(self, follow_ups: Sequence[str]) -> list[tuple[type[AnswerForm], Sequence[str]]]:
        """The form of each step and the follow-ups that it asks: those of the block come last."""
        return [*((form, ()) for form in self.forms[:-1]), (self.forms[-1], follow_ups)]

    def template(self, name: str) -> str:
        return f"{self.name}/{name}.html"

    def fits(self, item: AvailableItem) -> bool:
        """Whether its trials can be about the item."""
        return bool(item.versions)

    @abstractmethod
    def clips(self, item: AvailableItem, rng: random.Random) -> Sequence[AssignedClip]:
        """What is heard of an item; chance comes from `rng` alone."""

    def judged(self, trial: Trial, said: Said) -> Said:
        """What is stored of what the forms said; `trial` as TrialQuerySet.with_excerpts gives it."""
        return said

    @abstractmethod
    def guess(self, trial: Trial, experience: str, rng: random.Random) -> Said:
        """What a simulated listener says, in all steps."""

    @abstractmethod
    def summary(self, sitting: Sitting) -> dict[str, Any]:
        """The context of `summary.html` for a finished sitting."""

    @abstractmethod
    def revealed(self, trial: Trial) -> object:
        """What is told of an answered trial, as TrialQuerySet.with_answers gives it."""

    @abstractmethod
    def shared(self, sitting: Sitting) -> Shared:
        """What a finished sitting shows to others."""

    @abstractmethod
    def record(self, about: About, said: Said) -> AnswerRecord:
        """A stored answer as `answers` takes it."""

    @abstractmethod
    def figures(self, analysis: Any, comparison: str) -> dict[str, Any]:
        """The context of `figures.html`; `comparison` is one of `comparisons` or empty."""

    @abstractmethod
    def item_figures(self, analysis: Any) -> dict[str, Any]:
        """The context of `item.html`, from the answers about one item."""
