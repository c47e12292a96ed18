"""Shares of answers, with intervals that let one listener's answers resemble each other.

The estimand is the mean probability, of listeners such as these, on *these* very items: listeners are drawn, items are
not, so of other items these intervals say nothing.

An input is an array of counts, shape (listeners, 2 k): of each listener, in each of k strata such as the sides of a
pair, the answers and how many of them are of the kind whose share is asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from evaluation.statistics.intervals import CONFIDENCE, Estimate, score_interval

FEWEST_LISTENERS = 10  # for an estimate: with fewer, how much they differ is itself hardly known
FEWEST_PAIRS = 6  # for a judgment: with fewer, one odd pair decides
SINGLE_LOOK = "Wilson score, 95 %, clustered by listener, on these very pairs"
ANY_LOOK = "normal mixture sequence, 95 % at all looks together, clustered by listener, on these very pairs"
CHANCE = 0.5
EFFECT = 0.075  # distance from chance at which the mixture sequence is narrowest: 0.3 on the logit scale

Counts = NDArray[np.int64]
Weights = NDArray[np.float64]
Direction = Literal["above", "below", "undecided"]


@dataclass(frozen=True, slots=True)
class ClusteredShare(Estimate):
    """A share of answers, and on how much it rests beside them."""

    listeners: int  # who gave these answers
    pairs: int  # items that these answers are about


NO_ANSWERS = ClusteredShare(None, None, None, 0, 0, SINGLE_LOOK, listeners=0, pairs=0)
C = TypeVar("C", bound=ClusteredShare)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A share, and how many independent answers would tell as much."""

    value: float
    effective: float
    listeners: int

    def single_look(self) -> tuple[float, float]:
        """Wilson's interval for the effective number of answers and with Student's t for listeners - 1.

        As survey statistics does for clusters (Korn & Graubard 1998, Survey Methodology 24, 193-201; Franco et al.
        2019, J. Survey Stat. Methodol. 7, 334-364). It is never narrower than for independent answers.
        """
        return score_interval(self.value, self.effective, student(self.listeners))

    def any_look(self) -> tuple[float, float]:
        """Bounds that hold at all looks together; the mixture over effects has the standard deviation EFFECT."""
        ratio = EFFECT**2 * self.effective / (CHANCE * (1 - CHANCE))
        return score_interval(self.value, self.effective, any_look(ratio, self.listeners))


def student(listeners: int) -> float:
    """Student's quantile for an interval at 95 % from that many listeners, two at least."""
    return -float(stdtrit(listeners - 1, (1 - CONFIDENCE) / 2))


def any_look(ratio: float, listeners: int, missed: float = 1 - CONFIDENCE) -> float:
    """The same for bounds that hold at all looks together: where a mixture's likelihood ratio is below 1 / missed.

    Robbins 1970, Ann. Math. Statist. 41, 1397-1409; from estimated variances, so asymptotic: Waudby-Smith et al. 2024,
    Ann. Statist. 52, 2613-2640. The mixture over effects is normal; its normal quantile is replaced by Student's with
    the same tail, for few listeners. ratio: of the mixture's variance to the estimate's.
    """
    z = math.sqrt((1 + 1 / ratio) * (math.log1p(ratio) - 2 * math.log(missed)))
    return -float(stdtrit(listeners - 1, ndtr(-z)))


def share(counts: Counts, pairs: int) -> ClusteredShare:
    """The share of all strata together, each answer weighing the same, with its interval for a single look.

    Without a value below FEWEST_LISTENERS.
    """
    if len(counts) < FEWEST_LISTENERS:
        return estimated(counts, pairs, None, None, SINGLE_LOOK)
    weighed = pooled(counts)
    return estimated(counts, pairs, weighed, weighed.single_look(), SINGLE_LOOK)


def estimated(
    counts: Counts, pairs: int, weighed: Weighed | None, interval: tuple[float, float] | None, method: str
) -> ClusteredShare:
    """The share with its interval, if there are, and the counts."""
    value, (low, high) = (weighed.value, interval) if weighed and interval else (None, (None, None))
    count, successes = int(counts[:, ::2].sum()), int(counts[:, 1::2].sum())
    return ClusteredShare(value, low, high, successes, count, method, len(counts), pairs)


def mirrored(estimate: C) -> C:
    """The share of all other answers."""
    value, low, high = (None if each is None else 1 - each for each in (estimate.value, estimate.high, estimate.low))
    return replace(estimate, value=value, low=low, high=high, successes=estimate.count - estimate.successes)


def side_of_chance(*estimates: ClusteredShare) -> Direction:
    """The side on which all of them are with their whole intervals."""
    if all(each.low is not None and each.low > CHANCE for each in estimates):
        return "above"
    if all(each.high is not None and each.high < CHANCE for each in estimates):
        return "below"
    return "undecided"


def pooled(counts: Counts) -> Weighed:
    """Each answer weighs the same; asked only of some."""
    strata = counts.shape[1] // 2
    together = counts.reshape(len(counts), strata, 2).sum(axis=1)
    return mean_of_shares(together)


def mean_of_shares(counts: Counts) -> Weighed:
    """The mean of the strata's shares, each stratum weighing the same; asked only if none is empty."""
    answers, meant = counts.sum(axis=0).reshape(-1, 2).T
    shares = meant / answers
    strata = len(shares)
    weights = np.stack([-shares / answers, 1 / answers], axis=1).ravel() / strata
    value = float(shares.mean())
    spread, independent = value * (1 - value), float((1 / answers).sum()) / strata**2
    if not spread:
        return Weighed(value, 1 / independent, len(counts))
    return Weighed(value, spread / max(variance(counts, weights), spread * independent), len(counts))


def variance(counts: Counts, weights: Weights) -> float:
    """Between listeners, of what their counts add up to by linearized weights, shape (2 k,)."""
    residuals = counts @ weights
    return len(counts) / (len(counts) - 1) * float(residuals @ residuals)
