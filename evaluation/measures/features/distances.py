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

from evaluation.measures.features.feature import Feature, Histogram
from evaluation.measures.features.sets import FeatureSet

RESAMPLES = 1_000
HALVES = 200
GRID = 1_000  # points at which the densities of the overlap are held against each other
FEWEST = 4  # pieces: two halves of two
METHOD = (
    f"intervals: percentile bootstrap over pieces, {RESAMPLES:,} resamples, 95 %; "
    f"halves: {HALVES} random halvings of the first set"
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

    @property
    def name(self) -> str:
        return f"{self.feature}, {self.distance}"


@dataclass(frozen=True, eq=False)
class Contrast:
    """Two sets in one feature, before they are held apart by one distance."""

    feature: str
    distance: str
    unit: str
    measure: Distance
    both: Table  # the pieces of either set in which the feature is defined, the first set's first
    first: int  # how many of them are the first set's
    rows: NDArray[np.int64]  # (pieces of both sets,) which row of `both` each is, -1 where the feature is undefined

    @property
    def name(self) -> str:
        return f"{self.feature}, {self.distance}"

    def under(self, order: NDArray[np.int64]) -> float:
        """The distance if the pieces fell to the sets in this order, as many defined ones to each as now."""
        rows = self.rows[order]
        mixed = self.both[rows[rows >= 0]]
        return self.measure(mixed[: self.first], mixed[self.first :])


def feature_distances(
    first: FeatureSet, second: FeatureSet, features: Sequence[Feature], seed: int
) -> tuple[FeatureDistance, ...]:
    """The features' distances between the sets; none of one that is defined for fewer than 4 pieces of either.

    Scalars: Wasserstein-1 in the feature's unit. Histograms: total variation (0 to 1), Jensen-Shannon divergence in
    bits (0 to 1), and Wasserstein-1 where the bins have an order.
    """
    return tuple(_with_interval(each, seed) for each in contrasts(first, second, features))


def contrasts(first: FeatureSet, second: FeatureSet, features: Sequence[Feature]) -> list[Contrast]:
    """What `feature_distances` measures."""
    found = []
    for feature in features:
        one, other = first.table(feature), second.table(feature)
        if min(len(one), len(other)) < FEWEST:
            continue
        defined = np.array([value is not None for each in (first, second) for value in each.values[feature.name]])
        rows = np.where(defined, np.cumsum(defined) - 1, -1)
        both = np.concatenate([one, other])
        found += [Contrast(feature.name, *named, both, len(one), rows) for named in _distances(feature)]
    return found


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


def _with_interval(each: Contrast, seed: int) -> FeatureDistance:
    one, other, distance = each.both[: each.first], each.both[each.first :], each.measure
    generator = np.random.default_rng(seed)
    resampled = [distance(_resample(one, generator), _resample(other, generator)) for _ in range(RESAMPLES)]
    halves = []
    for _ in range(HALVES):
        order = generator.permutation(len(one))
        halves.append(distance(one[order[: len(one) // 2]], one[order[len(one) // 2 :]]))
    low, high = np.percentile(resampled, [2.5, 97.5])
    median, most = np.percentile(halves, [50, 95])
    return FeatureDistance(
        each.feature,
        each.distance,
        each.unit,
        distance(one, other),
        float(low),
        float(high),
        float(median),
        float(most),
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
