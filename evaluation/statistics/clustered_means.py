"""Means of what listeners gave, with intervals that let one listener's resemble each other.

As in `clusters`, listeners are drawn and items are not: the figures are about the very items that were heard.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.statistics.clusters import FEWEST_LISTENERS, student

MEAN = "Student's t, 95 %, clustered by listener, on these very items"
DIFFERENCE = "Student's t, 95 %, of each listener's own difference, on these very items"

Values = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ClusteredMean:
    """A mean with its interval at 95 % for a single look; None, like the interval, below FEWEST_LISTENERS."""

    value: float | None
    low: float | None
    high: float | None
    count: int  # values; of a difference, listeners
    listeners: int
    method: str


def clustered_mean(values: Values, listeners: Codes) -> ClusteredMean:
    """The mean of all values, each weighing the same; `listeners` says whose each is, as numbers.

    The variance is that between listeners of their linearized residuals, and never less than of independent values.
    """
    people, place = np.unique(listeners, return_inverse=True)
    count, clusters = len(values), len(people)
    if clusters < FEWEST_LISTENERS:
        return ClusteredMean(None, None, None, count, clusters, MEAN)
    mean = float(values.mean())
    residuals = np.bincount(place, weights=values - mean) / count
    between = clusters / (clusters - 1) * float(residuals @ residuals)
    return _with_interval(mean, max(between, float(values.var(ddof=1)) / count), count, clusters, MEAN)


def within_listeners(values: Values, others: Values, listeners: Codes, other_listeners: Codes) -> ClusteredMean:
    """The mean of `differences_within`, each listener weighing the same."""
    differences = differences_within(values, others, listeners, other_listeners)
    people = len(differences)
    if people < FEWEST_LISTENERS:
        return ClusteredMean(None, None, None, people, people, DIFFERENCE)
    variance = float(differences.var(ddof=1)) / people
    return _with_interval(float(differences.mean()), variance, people, people, DIFFERENCE)


def differences_within(values: Values, others: Values, listeners: Codes, other_listeners: Codes) -> Values:
    """Of each listener who gave both, the mean of their values less that of their others."""
    both = np.intersect1d(listeners, other_listeners)
    return _means(values, listeners, both) - _means(others, other_listeners, both)


def _means(values: Values, listeners: Codes, of: Codes) -> Values:
    """The mean of each of those listeners' values."""
    given = np.isin(listeners, of)
    place = np.searchsorted(of, listeners[given])
    means: Values = np.bincount(place, weights=values[given], minlength=len(of)) / np.bincount(place, minlength=len(of))
    return means


def _with_interval(mean: float, variance: float, count: int, listeners: int, method: str) -> ClusteredMean:
    half = student(listeners) * math.sqrt(variance)
    return ClusteredMean(mean, mean - half, mean + half, count, listeners, method)
