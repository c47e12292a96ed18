"""Answers as arrays of one length, as the estimates take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.answers.kinds.preference.records import SAME, PreferenceRecord, order

WORTH = {"A": 1.0, SAME: 0.5, "B": 0.0}  # of an answer, for the maker of side A


@dataclass(frozen=True, slots=True)
class Choices:
    """Who was preferred to whom by whom, an answer a place; makers are places in `makers`."""

    makers: tuple[str, ...]
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    worth: NDArray[np.float64]  # for the maker of side A: 1, 0 or 1/2
    listener: NDArray[np.int64]  # places of `listeners`
    listeners: int

    @classmethod
    def of(cls, answers: Sequence[PreferenceRecord]) -> Choices:
        makers = tuple(sorted({maker for each in answers for maker in (each.maker_a, each.maker_b)}, key=order))
        places = {maker: place for place, maker in enumerate(makers)}
        numbers: dict[str, int] = {}
        listener = [numbers.setdefault(each.listener, len(numbers)) for each in answers]
        return cls(
            makers,
            np.array([places[each.maker_a] for each in answers], dtype=np.int64),
            np.array([places[each.maker_b] for each in answers], dtype=np.int64),
            np.array([WORTH[each.preferred] for each in answers], dtype=np.float64),
            np.array(listener, dtype=np.int64),
            len(numbers),
        )

    def wins(self) -> NDArray[np.float64]:
        """(makers, makers): how often the maker of the row was preferred to that of the column, ties half."""
        counted = np.zeros((len(self.makers), len(self.makers)))
        np.add.at(counted, (self.a, self.b), self.worth)
        np.add.at(counted, (self.b, self.a), 1 - self.worth)
        return counted
