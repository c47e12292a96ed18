"""How often real Bach is flagged beside real Bach.

By rules: draws of held-out chorales beside all his chorales. By features and classifiers: halves of held-out chorales.

    OMP_NUM_THREADS=1 python -m benchmarks.flagged [--draws 300] [--only rules|features]

"Alone" is what would be flagged if each distance and each classifier had a 5 % of its own. Nineteen mixtures are as few
as can flag at 5 %, and the test is exact with them; a draw takes some 4 s of CPU.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.compare.family import FALSE_ALARM, Look, Order, family_p_values
from evaluation.measures.compare.listener import listening
from evaluation.measures.features.distances import contrasts
from evaluation.measures.features.sets import FeatureSet, comparable_features, measure_set
from evaluation.measures.rules.bach import bach
from evaluation.measures.rules.rates import set_rates
from evaluation.statistics.intervals import wilson
from generators.corpora.chorales.corpus import open_chorales
from generators.corpora.corpus import HELD_OUT
from generators.pieces import Piece

SIZES = (10, 20, 40)  # chorales of a draw, by rules
HALF = 30  # by features
MIXTURES = 19
SAID = 50  # draws between two lines


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=300)
    parser.add_argument("--only", choices=("rules", "features"))
    arguments = parser.parse_args(argv)
    corpus = open_chorales()
    held_out = {bwv: piece for part in HELD_OUT for bwv, piece in corpus.pieces(part).items()}
    if arguments.only != "rules":
        by_features(held_out, arguments.draws)
    for size in SIZES if arguments.only != "features" else ():
        by_rules([*held_out], size, arguments.draws)


def by_rules(names: Sequence[str], size: int, draws: int) -> None:
    chorales = {each.name: each for each in bach()}
    flagged = 0
    for seed in range(draws):
        drawn = np.random.default_rng([size, seed]).choice(len(names), size, replace=False)
        rates = set_rates("drawn", [chorales[names[place]] for place in drawn], bach(), seed=1)
        every = (*rates.rates, rates.total)
        flagged += any(rate.bach is not None and rate.bach.verdict != "as often" for rate in every)
    say(f"rules, {size} of {len(names)} held-out chorales", flagged, draws)


def by_features(held_out: Mapping[str, Piece], draws: int) -> None:
    measured = measure_set(held_out.items())
    together = alone = 0
    for seed in range(draws):
        order = np.random.default_rng(seed).permutation(len(measured))
        halves = _subset(measured, order[:HALF]), _subset(measured, order[HALF : 2 * HALF])
        features, _ = comparable_features(*halves)
        looks = {each.name: Recorded(each.under) for each in contrasts(*halves, features)}
        looks |= {name: Recorded(look) for name, look in listening(*halves).items()}
        p_values = family_p_values(looks, 2 * HALF, MIXTURES, seed)
        together += any(p_value <= FALSE_ALARM for p_value in p_values.values())
        alone += any(look.alone() <= FALSE_ALARM for look in looks.values())
        if (seed + 1) % SAID == 0 or seed + 1 == draws:
            what = f"{len(looks)} distances and classifiers, {HALF} held-out chorales beside {HALF} others"
            say(f"{what}, each alone", alone, seed + 1)
            say(f"{what}, all together", together, seed + 1)


class Recorded:
    """A look that keeps what it saw, the sets as they are first."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._seen: list[float] = []

    def __call__(self, order: Order) -> float:
        self._seen.append(self._look(order))
        return self._seen[-1]

    def alone(self) -> float:
        """The p-value of this look by itself."""
        return sum(value >= self._seen[0] for value in self._seen) / len(self._seen)


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
