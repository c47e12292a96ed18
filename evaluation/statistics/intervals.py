"""Intervals for a proportion."""

from __future__ import annotations

import math
from statistics import NormalDist

from evaluation.statistics.records import Estimate

CONFIDENCE = 0.95
WILSON = "Wilson score, 95 %"


def wilson(successes: int, count: int) -> Estimate:
    """The share of `successes` in `count` with its Wilson score interval at 95 %; without a value if count is 0.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212: all
    proportions p that z = (share - p) / sqrt(p (1 - p) / n) would not reject. It takes answers to be independent;
    answers by one listener, or about one pair, are not quite, so the true uncertainty is somewhat larger.
    """
    if not count:
        return Estimate(None, None, None, successes, count, WILSON)
    share = successes / count
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    center = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    low = 0.0 if successes == 0 else (center - spread) / scale
    high = 1.0 if successes == count else (center + spread) / scale
    return Estimate(share, low, high, successes, count, WILSON)
