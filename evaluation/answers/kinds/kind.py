"""What is the same of all kinds of answers, and what a kind of trial says of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from evaluation.answers.cells import Cells
from evaluation.answers.records import About, AnswerRecord


class Analysis(Protocol):
    """What answers come to, whatever their kind."""

    @property
    def simulated(self) -> bool:
        """Whether the answers are our bots' or people's; the two are never mixed."""

    @property
    def variants(self) -> tuple[str, ...]:
        """Those with answers."""

    @property
    def counted(self) -> int:
        """How many answers the figures rest on."""

    @property
    def excluded(self) -> dict[str, int]:
        """Answers left out, by reason."""

    @property
    def others(self) -> int:
        """Answers by the other kind of listeners, left out too."""


R = TypeVar("R", bound=AnswerRecord)
A = TypeVar("A", bound=Analysis)


class AnswerKind(ABC, Generic[R, A]):
    """The answers of one kind of trial: how a table holds them, what follows from them, and in which words."""

    needed: ClassVar[tuple[str, ...]]  # columns of its own that a table must have: by them its kind is known
    optional: ClassVar[tuple[str, ...]] = ()
    meaning: ClassVar[str]  # what such an answer says, for whoever lacks a column

    @abstractmethod
    def record(self, about: About, cells: Cells) -> R:
        """The answer in a line of a table. Raises InputError naming column, value and choices."""

    @abstractmethod
    def analyze(self, records: Sequence[R], simulated: bool | None = None) -> A:
        """The figures by people's answers or by simulated ones; by default people's, unless there are only others."""

    @abstractmethod
    def verdict(self, analysis: A) -> str:
        """What the answers say, in a sentence or two."""

    @abstractmethod
    def of_pair(self, analysis: A, pair: str) -> str:
        """What they say of one pair, in a few words; of a pair without answers too."""

    @abstractmethod
    def as_text(self, analysis: A) -> str:
        """All of it for a terminal."""

    @abstractmethod
    def as_json(self, analysis: A) -> dict[str, object]:
        """All of it as JSON's types."""
