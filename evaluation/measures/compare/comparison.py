"""Two sets of pieces side by side: what classifiers hear, and the distances feature by feature."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from evaluation.measures.compare import auc
from evaluation.measures.compare.family import FALSE_ALARM, family_p_values
from evaluation.measures.compare.listener import Hearing, hear, listening
from evaluation.measures.features import distances
from evaluation.measures.features.distances import FeatureDistance, contrasts, feature_distances, overlap
from evaluation.measures.features.sets import FeatureSet, comparable_features

VERSION = 3  # raised whenever the same input would give another number
METHOD = "p: mixtures of both sets, maxT over all classifiers and distances together"


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two sets."""

    pieces: int
    repeated: int  # left out: the notes of an earlier piece


@dataclass(frozen=True, slots=True)
class Comparison:
    first: Compared
    second: Compared
    hearing: Hearing
    distances: tuple[FeatureDistance, ...]
    p_values: dict[str, float]  # of each classifier and distance, by name, for all of them together
    permutations: int
    overlaps: dict[str, float | None]  # Yang & Lerch's, by feature; None where undefined
    left_out: dict[str, tuple[int, int]]  # features that need a tempo: how many pieces of each set name none
    seed: int
    methods: tuple[str, ...]
    signature: str  # names what the numbers depend on, beside the second set

    def apart(self, name: str) -> bool:
        """Whether the sets are farther apart in this classifier's ears, or by this distance, than chance explains."""
        return self.p_values[name] <= FALSE_ALARM


def compare(
    first: FeatureSet,
    second: FeatureSet,
    without: Collection[str] = (),
    folds: int = 5,
    permutations: int = 100,
    seed: int = 1,
    say: Callable[[str], None] = lambda _: None,
) -> Comparison:
    """Compare the second set with the first, which is the yardstick. Raises InputError as `hear` does."""
    hearing = hear(first, second, without, folds, seed)
    features, left_out = comparable_features(first, second, without)
    looks = {each.name: each.under for each in contrasts(first, second, features)}
    looks |= listening(first, second, without, folds, seed)
    return Comparison(
        first=Compared(len(first), len(first.repeated)),
        second=Compared(len(second), len(second.repeated)),
        hearing=hearing,
        distances=feature_distances(first, second, features, seed),
        p_values=family_p_values(looks, len(first) + len(second), permutations, seed, say),
        permutations=permutations,
        overlaps={each.name: overlap(first.table(each), second.table(each)) for each in features},
        left_out=left_out,
        seed=seed,
        methods=(f"AUC: {auc.METHOD}", f"distances: {distances.METHOD}", METHOD),
        signature=(
            f"compare|first:{len(first)}|digest:{_digest(first)}|without:{','.join(without) or 'none'}|"
            f"folds:{folds}|permutations:{permutations}|seed:{seed}|v:{VERSION}"
        ),
    )


def _digest(pieces: FeatureSet) -> str:
    """16 hex digits of what the pieces measure, whatever their order."""
    rows = zip(*pieces.values.values(), strict=True)
    lines = sorted(repr([value if value is None else np.atleast_1d(value).tolist() for value in row]) for row in rows)
    return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()
