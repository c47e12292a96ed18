"""The compiled inner loops of an index.

A binary search waits for memory at every step, so many are made side by side: each round asks for all suffixes, then
for all their tokens, then compares, and the waits overlap.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import compiled

ABSENT = -1
ANY, FIRST, PAST = range(3)  # goals of a search

Ints = NDArray[np.int64]


@compiled
def spell(parents: Ints, ids: Ints, nodes: Ints, depths: Ints, width: int) -> Ints:
    """(nodes, width) the ids of each node's tokens, from a trie; depths: (nodes,) how many; the rest is ABSENT."""
    patterns = np.full((len(nodes), width), ABSENT, dtype=np.int64)
    for row in range(len(nodes)):
        node = nodes[row]
        for step in range(depths[row] - 1, -1, -1):
            patterns[row, step] = ids[node]
            node = parents[node]
    return patterns


@compiled
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
    """Where each pattern belongs among the suffixes, and how much of it occurs.

    patterns: (P, W) ids, ABSENT for a token that the text lacks; lengths: (P,) tokens of each, more than `depth`;
    bounds: where the suffixes begin that begin with each code of `depth` digits. Returns for each a suffix, ABSENT if
    one lies outside the text: by the goal ANY that begins with the pattern, the FIRST not before it, or the first PAST
    all that begin with it; and the tokens of its longest beginning that occurs, 0 if not longer than `depth`.
    """
    count, width = len(patterns), patterns.shape[1] - depth
    left, right = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for pattern in range(count):
        code = 0
        for step in range(depth):
            code = code * base + patterns[pattern, step] if code >= 0 and patterns[pattern, step] >= 0 else ABSENT
        if code >= 0:
            left[pattern], right[pattern] = bounds[code], bounds[code + 1]
            if right[pattern] > len(suffixes):
                left[pattern] = right[pattern] = ABSENT
    going = np.flatnonzero(left < right)
    longest = np.zeros(count, dtype=np.int64)
    places = np.zeros(count, dtype=np.int64)
    seen = np.zeros((count, width), dtype=np.int64)
    while len(going):
        for row in going:
            places[row] = suffixes[(left[row] + right[row]) >> 1]
        for row in going:
            if 0 <= places[row] < len(text):
                for step in range(lengths[row] - depth):
                    at = places[row] + depth + step
                    seen[row, step] = text[at] if at < len(text) else base
        rest = 0
        for row in going:
            if places[row] < 0 or places[row] >= len(text):
                left[row] = right[row] = ABSENT
                continue
            same = 0
            while depth + same < lengths[row] and seen[row, same] == patterns[row, depth + same]:
                same += 1
            longest[row] = max(longest[row], depth + same)
            middle = (left[row] + right[row]) >> 1
            whole = depth + same == lengths[row]
            if whole and goal == ANY:
                continue
            if goal == PAST if whole else seen[row, same] < patterns[row, depth + same]:
                left[row] = middle + 1
            else:
                right[row] = middle
            if left[row] < right[row]:
                going[rest] = row
                rest += 1
        going = going[:rest]
    return left, longest


@compiled
def count_in_one(
    suffixes: NDArray[np.int32],
    low: Ints,
    high: Ints,
    need: Ints,
    references: NDArray[np.int32],
    starts: NDArray[np.int32],
    block: int,
) -> Ints:
    """(intervals,) how many suffixes of each interval lie in the one reference that has most, counted up to its need.

    references: of every `block`th place; starts: (references + 1,). ABSENT if a suffix lies in no reference.
    """
    counted = np.zeros(len(starts), dtype=np.int32)
    counted_for = np.full(len(starts), -1, dtype=np.int32)
    most = np.zeros(len(low), dtype=np.int64)
    for row in range(len(low)):
        for at in range(low[row], high[row]):
            place = suffixes[at]
            if place < 0 or place // block >= len(references):
                most[row] = ABSENT
                break
            reference = references[place // block]
            while 0 <= reference < len(starts) - 1 and starts[reference + 1] <= place:
                reference += 1
            if not 0 <= reference < len(starts) - 1:
                most[row] = ABSENT
                break
            if counted_for[reference] != row:
                counted_for[reference] = row
                counted[reference] = 0
            counted[reference] += 1
            most[row] = max(most[row], counted[reference])
            if most[row] >= need[row]:
                break
    return most
