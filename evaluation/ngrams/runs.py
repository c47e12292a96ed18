"""Runs of equal values, one after the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def changes(values: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each value differs from the one before; the first does."""
    different = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=different[1:])
    return different


def run_begins(values: NDArray[np.integer]) -> NDArray[np.intp]:
    """Where each run begins."""
    return np.flatnonzero(changes(values))
