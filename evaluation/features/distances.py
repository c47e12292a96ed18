"""How far two sets of pieces are apart in one feature.

A histogram is averaged over the pieces of a set, each piece counting once. The distance of two small sets is above zero
even if both come from one source: the yardstick is the same distance between random halves of the first set, which are
smaller than the set itself and so, if anything, farther apart. Resampling adds noise of its own, so that the interval
of sets that hardly differ lies high.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist, pdist
from scipy.stats import gaussian_kde, wasserstein_distance

from evaluation.features.feature import Feature, Histogram
from evaluation.features.sets import FeatureSet

RESAMPLES = 1_000
HALVES = 200
MIXED = 399  # mixtures of the two sets for the p-values
FALSE_ALARM = 0.05  # of all distances together
GRID = 1_000  # points at which the densities of the overlap are held against each other
FEWEST = 4  # pieces: two halves of two
METHOD = (
    f"intervals: percentile bootstrap over pieces, {RESAMPLES:,} resamples, 95 %; "
    f"halves: {HALVES} random halvings of the first set; p: {MIXED} mixtures of both sets, all distances together"
)

Table = NDArray[np.float64]
Distance = Callable[[Table, Table], float]


@dataclass(frozen=True, slots=True)
class FeatureDistance:
    """One distance in one feature, with its interval and its yardstick."""

    feature: str
    distance: str
    unit: str
    value: float
    low: float  # 95 % interval
    high: float
    halves: float  # between random halves of the first set: the median
    halves_high: float  # … and what 95 % of them stay below
    p_value: float  # that pieces of the two sets, mixed at random, are so far apart in any feature

    @property
    def flagged(self) -> bool:
        """Whether the sets are farther apart than chance explains, all features looked at."""
        return self.p_value <= FALSE_ALARM


def feature_distances(
    first: FeatureSet, second: FeatureSet, features: Sequence[Feature], seed: int
) -> tuple[FeatureDistance, ...]:
    """The features' distances between the sets; none of one that is defined for fewer than 4 pieces of either.

    Scalars: Wasserstein-1 in the feature's unit. Histograms: total variation (0 to 1), Jensen-Shannon divergence in
    bits (0 to 1), and Wasserstein-1 where the bins have an order.
    """
    chosen = [
        (feature, one, other, *named)
        for feature in features
        if min(len(one := first.table(feature)), len(other := second.table(feature))) >= FEWEST
        for named in _distances(feature)
    ]
    p_values = _p_values([(distance, one, other) for _, one, other, _, _, distance in chosen], seed)
    return tuple(
        _with_interval(feature.name, name, unit, distance, one, other, p_value, seed)
        for (feature, one, other, name, unit, distance), p_value in zip(chosen, p_values, strict=True)
    )


def _p_values(chosen: Sequence[tuple[Distance, Table, Table]], seed: int) -> list[float]:
    """Of each distance, how often pieces mixed at random are as far apart in any of them.

    The p of a distance by itself is its rank among those of MIXED mixtures; that of all of them together is the rank of
    the least (Westfall and Young 1993, see `evaluation.rules.rates`). A mixture is one order of all pieces; a feature
    that some lack takes those that have it.
    """
    if not chosen:
        return []
    apart = np.array([distance(one, other) for distance, one, other in chosen])
    mixed = np.empty((MIXED, len(chosen)))
    for draw in range(MIXED):
        for column, (distance, one, other) in enumerate(chosen):
            both = np.concatenate([one, other])
            order = np.random.default_rng([seed, draw]).permutation(len(both))
            mixed[draw, column] = distance(both[order[: len(one)]], both[order[len(one) :]])
    ascending = np.sort(mixed, axis=0)
    columns = range(len(chosen))
    reached = np.column_stack([MIXED - np.searchsorted(ascending[:, column], mixed[:, column]) for column in columns])
    least = reached.min(axis=1) / MIXED
    alone = [(1 + MIXED - np.searchsorted(ascending[:, column], apart[column])) / (1 + MIXED) for column in columns]
    return [float((1 + (least <= p_value).sum()) / (1 + MIXED)) for p_value in alone]


def _distances(feature: Feature) -> list[tuple[str, str, Distance]]:
    if not isinstance(feature, Histogram):
        return [("Wasserstein", feature.unit, scalar_wasserstein)]
    chosen: list[tuple[str, str, Distance]] = [
        ("total variation", "share", total_variation),
        ("Jensen-Shannon", "bits", jensen_shannon),
    ]
    if feature.positions is not None:
        places = np.array(feature.positions)
        chosen.append(("Wasserstein", feature.unit, lambda one, other: histogram_wasserstein(one, other, places)))
    return chosen


def scalar_wasserstein(one: Table, other: Table) -> float:
    """The area between the two distribution functions: how far values must move on average, in their unit."""
    return float(wasserstein_distance(one[:, 0], other[:, 0]))


def total_variation(one: Table, other: Table) -> float:
    """Half the sum of the absolute differences of the mean histograms, 0 to 1."""
    return float(np.abs(one.mean(axis=0) - other.mean(axis=0)).sum() / 2)


def jensen_shannon(one: Table, other: Table) -> float:
    """The Jensen-Shannon divergence of the mean histograms in bits, 0 to 1 (Lin 1991)."""
    p, q = one.mean(axis=0), other.mean(axis=0)
    middle = (p + q) / 2
    return max(0.0, (_relative_entropy(p, middle) + _relative_entropy(q, middle)) / 2)


def _relative_entropy(p: Table, q: Table) -> float:
    present = p > 0
    return float((p[present] * np.log2(p[present] / q[present])).sum())


def histogram_wasserstein(one: Table, other: Table, positions: Table) -> float:
    """How far the shares of one mean histogram must move to become the other, in the unit of their positions."""
    surplus = np.cumsum(one.mean(axis=0) - other.mean(axis=0))[:-1]
    return float((np.abs(surplus) * np.diff(positions)).sum())


def _with_interval(
    feature: str, name: str, unit: str, distance: Distance, one: Table, other: Table, p_value: float, seed: int
) -> FeatureDistance:
    generator = np.random.default_rng(seed)
    resampled = [distance(_resample(one, generator), _resample(other, generator)) for _ in range(RESAMPLES)]
    halves = []
    for _ in range(HALVES):
        order = generator.permutation(len(one))
        halves.append(distance(one[order[: len(one) // 2]], one[order[len(one) // 2 :]]))
    low, high = np.percentile(resampled, [2.5, 97.5])
    median, most = np.percentile(halves, [50, 95])
    return FeatureDistance(
        feature, name, unit, distance(one, other), float(low), float(high), float(median), float(most), p_value
    )


def _resample(table: Table, generator: np.random.Generator) -> Table:
    return table[generator.integers(len(table), size=len(table))]


def overlap(one: Table, other: Table) -> float | None:
    """Yang & Lerch's overlapping area, 0 to 1: 1 if the pieces of `other` are as far from those of `one` as these are
    from each other.

    Euclidean distances of all pairs of pieces, within `one` and from one set to the other; a density of each by
    Gaussian kernels (Scott's bandwidth); the area under the lower of the two, from the least to the greatest distance
    (mgeval's `overlap_area`). None where all distances of either kind are the same, or none, which has no density.
    """
    within, between = pdist(one), cdist(one, other).ravel()
    if any(len(distances) < 2 or np.ptp(distances) == 0 for distances in (within, between)):
        return None
    low, high = min(within.min(), between.min()), max(within.max(), between.max())
    grid = np.linspace(low, high, GRID)
    return float(np.trapezoid(np.minimum(gaussian_kde(within)(grid), gaussian_kde(between)(grid)), grid))
