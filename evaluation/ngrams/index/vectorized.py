"""The loops of an index (see compiled.py) in numpy: the same integers, without loading compiled code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evaluation.ngrams.index.compiled import ABSENT, ANY, PAST, Ints

HEAD = 64  # suffixes of an interval that mostly suffice


def spell(parents: Ints, ids: Ints, nodes: Ints, depths: Ints, width: int) -> Ints:
    """As `compiled.spell`."""
    patterns = np.full((len(nodes), width), ABSENT, dtype=np.int64)
    rows, steps, at = np.arange(len(nodes)), depths - 1, nodes
    while len(rows):
        patterns[rows, steps] = ids[at]
        going = steps > 0
        rows, steps, at = rows[going], steps[going] - 1, parents[at[going]]
    return patterns


def search(
    text: NDArray[np.integer],
    suffixes: NDArray[np.int32],
    bounds: NDArray[np.uint32],
    base: int,
    depth: int,
    patterns: Ints,
    lengths: Ints,
    goal: int,
) -> tuple[Ints, Ints]:
    """As `compiled.search`."""
    codes = np.zeros(len(patterns), dtype=np.int64)
    for step in range(depth):
        known = (codes >= 0) & (patterns[:, step] >= 0)
        codes = np.where(known, codes * base + patterns[:, step], ABSENT)
    left = np.where(codes >= 0, bounds[codes], 0).astype(np.int64)
    right = np.where(codes >= 0, bounds[codes + 1], 0).astype(np.int64)
    outside = right > len(suffixes)
    left[outside] = right[outside] = ABSENT
    longest = np.zeros(len(patterns), dtype=np.int64)
    steps = np.arange(depth, patterns.shape[1])
    going = np.flatnonzero(left < right)
    while len(going):
        middle = (left[going] + right[going]) >> 1
        places = suffixes[middle].astype(np.int64)
        inside = (places >= 0) & (places < len(text))
        left[going[~inside]] = right[going[~inside]] = ABSENT
        going, middle, places = going[inside], middle[inside], places[inside]
        at = places[:, None] + steps
        seen = np.where(at < len(text), text[np.minimum(at, len(text) - 1)].astype(np.int64), base)
        wanted = patterns[going, depth:]
        differs = (seen != wanted) | (steps >= lengths[going, None])
        same = np.where(differs.any(axis=1), differs.argmax(axis=1), len(steps))
        longest[going] = np.maximum(longest[going], depth + same)
        whole = depth + same == lengths[going]
        first = np.minimum(same, len(steps) - 1)[:, None]  # that differs
        before = (np.take_along_axis(seen, first, 1) < np.take_along_axis(wanted, first, 1))[:, 0]
        later = np.where(whole, goal == PAST, before)
        found = whole & (goal == ANY)
        left[going] = np.where(later & ~found, middle + 1, left[going])
        right[going] = np.where(later | found, right[going], middle)
        going = going[~found & (left[going] < right[going])]
    return left, longest


def count_in_one(suffixes: NDArray[np.int32], low: Ints, high: Ints, need: Ints, starts: NDArray[np.int32]) -> Ints:
    """As `compiled.count_in_one`: the first suffixes of each interval, and the rest of those that need more."""
    most = _counted(suffixes, low, np.minimum(high, low + HEAD), need, starts)
    more = np.flatnonzero((most < need) & (most != ABSENT) & (high - low > HEAD))
    most[more] = _counted(suffixes, low[more], high[more], need[more], starts)
    return most


def _counted(suffixes: NDArray[np.int32], low: Ints, high: Ints, need: Ints, starts: NDArray[np.int32]) -> Ints:
    sizes = np.maximum(high - low, 0)
    rows = np.repeat(np.arange(len(low)), sizes)
    places = suffixes[np.arange(len(rows)) + np.repeat(low - np.cumsum(sizes) + sizes, sizes)]
    owners = np.searchsorted(starts, places, side="right") - 1
    most = np.zeros(len(low), dtype=np.int64)
    pairs, counts = np.unique(rows * len(starts) + owners, return_counts=True)
    inside = pairs >= 0
    np.maximum.at(most, pairs[inside] // len(starts), counts[inside])
    most = np.minimum(most, need)
    most[rows[(places < 0) | (places >= starts[-1])]] = ABSENT
    return most
