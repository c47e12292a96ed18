"""Right answers on the very pairs that were heard: intervals that let one listener's answers resemble each other.

The estimand is the mean probability that such a listener is right on *these* pairs. Listeners are drawn, pairs are not:
what other pairs would give, these intervals do not say.

An input is an array of counts, shape (listeners, 4): of each listener the answers and the right ones where the human's
music stood on side A, then the same for side B.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from evaluation.answers.kinds.discrimination.records import Accuracy
from evaluation.statistics.intervals import CONFIDENCE, score_interval

CHANCE = 0.5
FEWEST_LISTENERS = 10  # for an estimate: with fewer, how much they differ is itself hardly known
FEWEST_PAIRS = 6  # for a judgment: with fewer, one odd pair decides
SINGLE_LOOK = "Wilson score, 95 %, clustered by listener, on these very pairs"
ANY_LOOK = "normal mixture sequence, 95 % at all looks together, clustered by listener, on these very pairs"
BALANCED = f"both sides weighted alike; {ANY_LOOK}"
NOT_HEARD = Accuracy(None, None, None, 0, 0, SINGLE_LOOK, listeners=0, pairs=0)
EFFECT = 0.075  # distance from chance at which the mixture sequence is narrowest: 0.3 on the logit scale

Counts = NDArray[np.int64]
Direction = Literal["above", "below", "undecided"]


@dataclass(frozen=True, slots=True)
class Judgment:
    """Whether these pairs are told apart, safe to look at after any answer.

    At most 5 % of studies ever say of pairs at chance that they are above or below, as long as answers are many.
    """

    direction: Direction  # only if both estimates are on that side of chance
    estimate: Accuracy  # all answers weighted alike
    balanced: Accuracy | None  # both sides weighted alike, so that always choosing A is worth 1/2; None if one is empty


@dataclass(frozen=True, slots=True)
class _Share:
    """A share of right answers, and how many independent answers would tell as much."""

    value: float
    effective: float


def accuracy(counts: Counts, pairs: int) -> Accuracy:
    """The share of right answers with its interval for a single look; without a value below FEWEST_LISTENERS.

    Wilson's interval for the effective number of answers and with Student's t for listeners - 1, as survey statistics
    does for clusters (Korn & Graubard 1998, Survey Methodology 24, 193-201; Franco et al. 2019, J. Survey Stat.
    Methodol. 7, 334-364). It is never narrower than for independent answers.
    """
    if len(counts) < FEWEST_LISTENERS:
        return _estimate(counts, pairs, None, SINGLE_LOOK)
    share = _pooled(counts)
    t = -float(stdtrit(len(counts) - 1, (1 - CONFIDENCE) / 2))
    return _estimate(counts, pairs, share, SINGLE_LOOK, score_interval(share.value, share.effective, t))


def mirrored(estimate: Accuracy) -> Accuracy:
    """The share of wrong answers, from that of right ones."""
    value, low, high = (None if each is None else 1 - each for each in (estimate.value, estimate.high, estimate.low))
    return replace(estimate, value=value, low=low, high=high, successes=estimate.count - estimate.successes)


def judge(counts: Counts, pairs: int) -> Judgment:
    """On which side of chance these pairs are, if that can be said."""
    if len(counts) < FEWEST_LISTENERS:
        return Judgment("undecided", _estimate(counts, pairs, None, ANY_LOOK), None)
    pooled = _pooled(counts)
    estimate = _estimate(counts, pairs, pooled, ANY_LOOK, _at_any_look(pooled, len(counts)))
    answered_a, _, answered_b, _ = counts.sum(axis=0)
    if not answered_a or not answered_b:
        return Judgment("undecided", estimate, None)
    alike = _both_sides_alike(counts)
    balanced = _estimate(counts, pairs, alike, BALANCED, _at_any_look(alike, len(counts)))
    direction = _direction(estimate, balanced) if pairs >= FEWEST_PAIRS else "undecided"
    return Judgment(direction, estimate, balanced)


def _direction(*estimates: Accuracy) -> Direction:
    if all(each.low is not None and each.low > CHANCE for each in estimates):
        return "above"
    if all(each.high is not None and each.high < CHANCE for each in estimates):
        return "below"
    return "undecided"


def _estimate(
    counts: Counts, pairs: int, share: _Share | None, method: str, interval: tuple[float, float] | None = None
) -> Accuracy:
    answered_a, right_a, answered_b, right_b = counts.sum(axis=0).tolist()
    value, (low, high) = (share.value, interval) if share and interval else (None, (None, None))
    return Accuracy(value, low, high, right_a + right_b, answered_a + answered_b, method, len(counts), pairs)


def _pooled(counts: Counts) -> _Share:
    """Each answer weighs the same."""
    answered_a, right_a, answered_b, right_b = counts.sum(axis=0).tolist()
    count = answered_a + answered_b
    share = (right_a + right_b) / count
    return _effective(counts, share, np.array([-share, 1, -share, 1]) / count, 1 / count)


def _both_sides_alike(counts: Counts) -> _Share:
    """The mean of the two sides' shares."""
    answered_a, right_a, answered_b, right_b = counts.sum(axis=0).tolist()
    share_a, share_b = right_a / answered_a, right_b / answered_b
    weights = np.array([-share_a / answered_a, 1 / answered_a, -share_b / answered_b, 1 / answered_b]) / 2
    return _effective(counts, (share_a + share_b) / 2, weights, (1 / answered_a + 1 / answered_b) / 4)


def _effective(counts: Counts, share: float, weights: NDArray[np.float64], independent: float) -> _Share:
    """The share with its effective count, from the variance between listeners of their linearized residuals.

    independent: what share (1 - share) is multiplied by for the variance of independent answers, which is the floor.
    """
    spread = share * (1 - share)
    if not spread:
        return _Share(share, 1 / independent)
    residuals = counts @ weights
    variance = len(counts) / (len(counts) - 1) * float(residuals @ residuals)
    return _Share(share, spread / max(variance, spread * independent))


def _at_any_look(share: _Share, listeners: int) -> tuple[float, float]:
    """Bounds that hold at all looks together: where a mixture's likelihood ratio to each proportion stays below 1/0.05.

    Robbins 1970, Ann. Math. Statist. 41, 1397-1409; from estimated variances, so asymptotic: Waudby-Smith et al. 2024,
    Ann. Statist. 52, 2613-2640. The mixture over effects is normal with standard deviation EFFECT. Its normal quantile
    is replaced by Student's with the same tail, for few listeners.
    """
    ratio = EFFECT**2 * share.effective / (CHANCE * (1 - CHANCE))
    z = math.sqrt((1 + 1 / ratio) * (math.log1p(ratio) - 2 * math.log(1 - CONFIDENCE)))
    return score_interval(share.value, share.effective, -float(stdtrit(listeners - 1, ndtr(-z))))
