"""What a musical feature is: a name, a unit, and a function that measures it in a piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.pieces import Piece


@dataclass(frozen=True, slots=True)
class Scalar:
    """One number a piece; `measure` returns None where it is undefined."""

    name: str
    unit: str
    measure: Callable[[Piece], float | None]
    needs_tempo: bool = False  # undefined for music that names none: where a reader has a default, it is no measure


@dataclass(frozen=True, slots=True)
class Histogram:
    """Shares that sum to 1, one a bin; `measure` returns None where there is nothing to count.

    `positions` says where the bins lie on an axis in `unit`, for a distance that knows which bins are neighbors; None
    for bins without an order.
    """

    name: str
    unit: str
    bins: tuple[str, ...]
    measure: Callable[[Piece], NDArray[np.float64] | None]
    positions: tuple[float, ...] | None = None
    needs_tempo: bool = False


Feature = Scalar | Histogram


def normalized(counts: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """The counts as shares; None if nothing was counted."""
    total = counts.sum()
    return counts / total if total else None


def entropy(shares: NDArray[np.float64] | None) -> float | None:
    """Shannon entropy in bits, 0 to log2(bins); None of None."""
    if shares is None:
        return None
    present = shares[shares > 0]
    return float(abs((present * np.log2(present)).sum()))
