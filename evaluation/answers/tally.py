"""Answers as arrays of one length, so that a million of them are counted in seconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.answers.records import ALL, AnswerRecord
from evaluation.statistics.clusters import Counts

Places = NDArray[np.int64]  # of some answers, where they stand
Mask = NDArray[np.bool_]  # of each answer, whether it is meant
Chosen = Mask | Places


class Column:
    """A text of each answer, as whole numbers that stand for the different texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.numbers: dict[str, int] = {}
        self.codes = np.array([self.numbers.setdefault(text, len(self.numbers)) for text in texts], dtype=np.int64)

    def places(self) -> dict[str, Places]:
        """Where the answers of each text stand: found for all texts at once, however many there are."""
        ends = np.cumsum(np.bincount(self.codes, minlength=len(self.numbers)))
        return dict(zip(self.numbers, np.split(np.argsort(self.codes, kind="stable"), ends)[:-1], strict=True))

    def has(self, text: str) -> Mask:
        """Which answers have that text."""
        return np.equal(self.codes, self.numbers.get(text, -1))


class Tally:
    """Answers to be counted by listener and stratum, all of them or some.

    strata: of each, which answers are in it, and which answers count there.
    """

    def __init__(self, answers: Sequence[AnswerRecord], strata: Sequence[tuple[Mask, Mask]]) -> None:
        self.strata = strata
        self.listener = Column(each.listener for each in answers)
        self.pair = Column(each.pair for each in answers)
        self.variant = Column(each.variant for each in answers)
        self.experience = Column(each.experience for each in answers)

    @property
    def everything(self) -> Mask:
        return np.ones(len(self.pair.codes), bool)

    def cell(self, variant: str, experience: str) -> Mask:
        """The answers of a variant and a level of experience, either of which may be ALL."""
        chosen = self.variant.has(variant) if variant != ALL else self.everything
        return chosen & self.experience.has(experience) if experience != ALL else chosen

    def counts(self, chosen: Chosen) -> Counts:
        """The chosen answers of each listener who gave any, as `evaluation.statistics.clusters` takes them."""
        listeners, place = np.unique(self.listener.codes[chosen], return_inverse=True)
        kinds = [kind[chosen] for stratum, meant in self.strata for kind in (stratum, stratum & meant)]
        return np.stack([np.bincount(place[kind], minlength=len(listeners)) for kind in kinds], axis=1)

    def pairs_of(self, chosen: Chosen) -> int:
        """How many items the chosen answers are about."""
        return len(np.unique(self.pair.codes[chosen]))

    @property
    def repeated(self) -> int:
        """How many answers are by a listener who had answered about the same item before."""
        asked = self.listener.codes * (len(self.pair.numbers) + 1) + self.pair.codes
        return len(asked) - len(np.unique(asked))
