"""How often real Bach is flagged beside real Bach: draws of held-out chorales, held against all his chorales by rules.

python -m benchmarks.flagged
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.features.distances import feature_distances
from evaluation.features.sets import FeatureSet, comparable_features, measure_set
from evaluation.rules.bach import bach
from evaluation.rules.rates import set_rates
from evaluation.statistics.intervals import wilson
from generators.corpora.chorales import load_chorales
from generators.corpora.splits import load_split, pick

SIZES = (10, 20, 40)  # chorales of a draw, by rules
HALF = 30  # by features


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=300)
    draws = parser.parse_args(argv).draws
    names = load_split("melody-family").held_out
    by_features(names, draws)
    for size in SIZES:
        by_rules(names, size, draws)


def by_rules(names: Sequence[str], size: int, draws: int) -> None:
    chorales = {each.name: each for each in bach()}
    flagged = 0
    for seed in range(draws):
        drawn = np.random.default_rng([size, seed]).choice(len(names), size, replace=False)
        rates = set_rates("drawn", [chorales[names[place]] for place in drawn], bach(), seed=1)
        every = (*rates.rates, rates.total)
        flagged += any(rate.bach is not None and rate.bach.verdict != "as often" for rate in every)
    say(f"rules, {size} of {len(names)} held-out chorales", flagged, draws)


def by_features(names: Sequence[str], draws: int) -> None:
    measured = measure_set(zip(names, pick(load_chorales(), tuple(names)), strict=True))
    flagged = beyond = 0
    for seed in range(draws):
        order = np.random.default_rng(seed).permutation(len(measured))
        halves = [_subset(measured, order[:HALF]), _subset(measured, order[HALF : 2 * HALF])]
        features, _ = comparable_features(*halves)
        distances = feature_distances(*halves, features, seed=1)
        flagged += any(each.flagged for each in distances)
        beyond += any(each.value > each.halves_high for each in distances)
    say(f"features, {HALF} held-out chorales beside {HALF} others, any distance beyond its halves", beyond, draws)
    say(f"features, {HALF} held-out chorales beside {HALF} others, any p of all together", flagged, draws)


def _subset(measured: FeatureSet, places: NDArray[np.int64]) -> FeatureSet:
    values = {name: tuple(column[place] for place in places) for name, column in measured.values.items()}
    return FeatureSet(tuple(measured.names[place] for place in places), values, ())


def say(what: str, flagged: int, draws: int) -> None:
    limits = wilson(flagged, draws)
    low, high = (100 * (limit or 0) for limit in (limits.low, limits.high))
    sys.stdout.write(
        f"{what}: flagged in {flagged} of {draws} draws ({100 * flagged / draws:.1f} %, {low:.1f}–{high:.1f})\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
