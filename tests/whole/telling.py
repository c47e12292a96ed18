"""Classifiers that try to tell the human's side from what a browser received, and the chance that they seem to.

Pairs come in an order drawn once, in five blocks; each block is told by a classifier that learned from those before it
(prequentially: A. P. Dawid, "Statistical theory: the prequential approach", JRSS A 147, 1984). Where the human is heard
was drawn for each trial, so if nothing tells, turning the sides of all of a pair's trials round is as likely as what
was seen, whatever was learned from others and whatever is alike in a pair's trials. So the pairs told right, of those
not told right half the time, are binomial with 1/2, and exactly so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import binom
from sklearn.base import ClassifierMixin
from sklearn.feature_selection import VarianceThreshold
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from tests.whole.received import features
from tests.whole.seen import Seen

FALSE_ALARM = 1e-4  # the chance that any of the classifiers is suspected where nothing tells
BLOCKS = 5
CLASSIFIERS = {
    "logistic regression": LogisticRegression(C=0.1, max_iter=500),
    "decision tree": DecisionTreeClassifier(max_depth=3, random_state=0),
}


def suspects(seen: Sequence[Seen]) -> dict[str, tuple[int, int]]:
    """Classifiers that tell more pairs right than chance does, with how many, of how many."""
    counts = {name: pairs_right(name, seen) for name in CLASSIFIERS}
    limit = FALSE_ALARM / len(CLASSIFIERS)
    return {name: (right, of) for name, (right, of) in counts.items() if binom.sf(right - 1, of, 0.5) < limit}


def pairs_right(name: str, seen: Sequence[Seen]) -> tuple[int, int]:
    """How many pairs are told right in most of their trials, of how many not told right in half of them."""
    return tell(
        CLASSIFIERS[name],
        np.array([features(each.received) for each in seen]),
        np.array([each.human_side == "A" for each in seen]),
        np.array([each.pair for each in seen]),
    )


def tell(model: ClassifierMixin, x: np.ndarray, y: np.ndarray, pairs: np.ndarray) -> tuple[int, int]:
    """The same of features x, sides y and pairs, each of one trial."""
    pipeline = make_pipeline(VarianceThreshold(), StandardScaler(), model)
    order = np.random.default_rng(1).permutation(np.unique(pairs))
    blocks = [np.isin(pairs, block) for block in np.array_split(order, BLOCKS)]
    shares: list[float] = []
    for number in range(1, BLOCKS):
        earlier, block = np.any(blocks[:number], axis=0), blocks[number]
        right = pipeline.fit(x[earlier], y[earlier]).predict(x[block]) == y[block]
        shares += [right[pairs[block] == pair].mean() for pair in np.unique(pairs[block])]
    return sum(share > 0.5 for share in shares), sum(share != 0.5 for share in shares)
