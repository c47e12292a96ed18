"""Intervals for a proportion."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Protocol

CONFIDENCE = 0.95
WILSON = "Wilson score, 95 %"


class Bounded(Protocol):
    """A share, 0 to 1, with its interval, each None where there is no estimate, and the count that it rests on."""

    @property
    def value(self) -> float | None: ...

    @property
    def low(self) -> float | None: ...

    @property
    def high(self) -> float | None: ...

    @property
    def count(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Estimate:
    """A proportion with its interval, its count and its method; never a bare number."""

    value: float | None  # 0 to 1; None, like the interval, where too little was counted
    low: float | None
    high: float | None
    successes: int
    count: int
    method: str


def wilson(successes: int, count: int) -> Estimate:
    """The share of `successes` in `count` with its Wilson score interval at 95 %; without a value if count is 0.

    It takes observations to be independent. A listener's answers are not.
    """
    if not count:
        return Estimate(None, None, None, successes, count, WILSON)
    share = successes / count
    low, high = score_interval(share, count, NormalDist().inv_cdf((1 + CONFIDENCE) / 2))
    return Estimate(share, low, high, successes, count, WILSON)


def score_interval(share: float, count: float, z: float) -> tuple[float, float]:
    """All proportions p that z = (share - p) / sqrt(p (1 - p) / count) would not reject; count > 0, not always whole.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212.
    """
    center = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return 0.0 if share == 0 else (center - spread) / scale, 1.0 if share == 1 else (center + spread) / scale
