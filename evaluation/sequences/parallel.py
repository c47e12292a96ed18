"""Sequences shared out over the cores, for compiled loops that let other threads run."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

GRAIN = 1 << 22  # tokens: fewer are done sooner than a thread is worth

R = TypeVar("R")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shares(starts: NDArray[np.int64], most: int) -> list[tuple[int, int]]:
    """Ranges of sequences with about equally many tokens each, at most `most` of them and at least GRAIN tokens each.

    starts: (sequences + 1,) where each sequence begins and the last ends.
    """
    count = max(1, min(most, int(starts[-1] - starts[0]) // GRAIN))
    goals = np.linspace(starts[0], starts[-1], count + 1)
    cuts = np.searchsorted(starts, goals)
    cuts[-1] = len(starts) - 1
    return list(pairwise(cuts.tolist()))


def on_all_cores(work: Callable[[int, int, int], R], starts: NDArray[np.int64]) -> list[R]:
    """What work(thread, begin, end) returns for the range of sequences of each thread."""
    ranges = shares(starts, cores())
    if len(ranges) == 1:
        return [work(0, *ranges[0])]
    with ThreadPoolExecutor(len(ranges)) as pool:
        return list(pool.map(work, range(len(ranges)), *zip(*ranges, strict=True)))
