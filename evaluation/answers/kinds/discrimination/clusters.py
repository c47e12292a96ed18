"""Right answers on the very pairs that were heard, and whether they are more or fewer than by guessing.

Counts are as `evaluation.statistics.clusters` takes them, shape (listeners, 4): of each listener the answers and the
right ones where the human's music stood on side A, then the same for side B.
"""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.statistics.clusters import (
    ANY_LOOK,
    FEWEST_LISTENERS,
    FEWEST_PAIRS,
    ClusteredShare,
    Counts,
    Direction,
    estimated,
    mean_of_shares,
    pooled,
    side_of_chance,
)

BALANCED = f"both sides weighted alike; {ANY_LOOK}"


@dataclass(frozen=True, slots=True)
class Judgment:
    """Whether these pairs are told apart, safe to look at after any answer.

    At most 5 % of studies ever say of pairs at chance that they are above or below, as long as answers are many.
    """

    direction: Direction  # only if both estimates are on that side of chance
    estimate: ClusteredShare  # all answers weighted alike
    balanced: ClusteredShare | None  # both sides alike, so that always choosing A is worth 1/2; None if one is empty


def judge(counts: Counts, pairs: int) -> Judgment:
    """On which side of chance these pairs are, if that can be said."""
    if len(counts) < FEWEST_LISTENERS:
        return Judgment("undecided", estimated(counts, pairs, None, None, ANY_LOOK), None)
    all_alike = pooled(counts)
    estimate = estimated(counts, pairs, all_alike, all_alike.any_look(), ANY_LOOK)
    answered_a, _, answered_b, _ = counts.sum(axis=0)
    if not answered_a or not answered_b:
        return Judgment("undecided", estimate, None)
    sides_alike = mean_of_shares(counts)
    balanced = estimated(counts, pairs, sides_alike, sides_alike.any_look(), BALANCED)
    direction = side_of_chance(estimate, balanced) if pairs >= FEWEST_PAIRS else "undecided"
    return Judgment(direction, estimate, balanced)
