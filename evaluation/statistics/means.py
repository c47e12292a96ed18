"""Means of scores with their spread and a bootstrap interval, and the difference of two of them.

Efron and Tibshirani 1993, "An introduction to the bootstrap", chapters 13 (percentile intervals) and 8 (what to draw):
what is drawn anew is the source, a whole piece, because the windows cut from one piece resemble each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from generators.errors import InputError

RESAMPLES = 10_000
BLOCK = 1_000  # resamples at a time, to bound memory
FEWEST = 5  # sources for an interval: 126 different resamples, so that 2.5 % tails exist
PERCENTILES = (2.5, 97.5)
METHOD = "bootstrap of whole pieces, 95 % percentile interval"

Verdict = Literal["higher", "lower", "undecided"]


@dataclass(frozen=True, slots=True)
class MeanEstimate:
    """The mean of scores and their spread. What too few scores cannot tell is None."""

    mean: float
    low: float | None  # of the mean's 95 % interval; None below FEWEST sources
    high: float | None
    sd: float | None  # of the scores, with n - 1; None for one score
    quartiles: tuple[float, float, float]
    count: int  # scores
    sources: int  # pieces they come from


@dataclass(frozen=True, slots=True)
class Difference:
    """One mean minus another, and whether the interval says which is higher; None where it has no interval."""

    value: float
    low: float | None
    high: float | None
    verdict: Verdict | None


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores and what each comes from; scores of equal source are drawn together."""

    values: Sequence[float]
    sources: Sequence[str]

    def __post_init__(self) -> None:
        if not len(self.values) or len(self.values) != len(self.sources):
            raise InputError(
                f"{len(self.values)} scores of {len(self.sources)} sources: one is needed for each, and any"
            )


def mean_of(scores: Scores, seed: int) -> MeanEstimate:
    """The mean and its interval. The same seed gives the same interval, whatever else is estimated."""
    values = np.asarray(scores.values, dtype=np.float64)
    first, second, third = np.percentile(values, (25, 50, 75)).tolist()
    drawn = _resampled_means(scores, seed)
    low, high = (None, None) if drawn is None else np.percentile(drawn, PERCENTILES).tolist()
    return MeanEstimate(
        mean=math.fsum(scores.values) / len(scores.values),
        low=low,
        high=high,
        sd=float(values.std(ddof=1)) if len(values) > 1 else None,
        quartiles=(first, second, third),
        count=len(values),
        sources=len(set(scores.sources)),
    )


def difference(scores: Scores, others: Scores, seed: int) -> Difference:
    """The mean of `scores` minus that of `others`, which were made independently of them."""
    value = float(np.mean(scores.values)) - float(np.mean(others.values))
    one, other = _resampled_means(scores, seed), _resampled_means(others, seed + 1)
    if one is None or other is None:
        return Difference(value, None, None, None)
    low, high = np.percentile(one - other, PERCENTILES).tolist()
    return Difference(value, low, high, "higher" if low > 0 else "lower" if high < 0 else "undecided")


def _resampled_means(scores: Scores, seed: int) -> NDArray[np.float64] | None:
    """(RESAMPLES,): means of as many sources drawn with replacement; None if there are too few."""
    names, places = np.unique(scores.sources, return_inverse=True)
    if len(names) < FEWEST:
        return None
    sums, counts = np.bincount(places, weights=scores.values), np.bincount(places)
    generator, shares = np.random.default_rng(seed), np.full(len(names), 1 / len(names))
    blocks = []
    for _ in range(RESAMPLES // BLOCK):
        drawn = generator.multinomial(len(names), shares, BLOCK)
        blocks.append((drawn @ sums) / (drawn @ counts))
    return np.concatenate(blocks)
