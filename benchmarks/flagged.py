"""How often real Bach is flagged beside real Bach: draws of held-out chorales, held against all his chorales by rules.

python -m benchmarks.flagged
"""

from __future__ import annotations

import argparse
import sys

import numpy as np

from evaluation.rules.bach import bach
from evaluation.rules.rates import set_rates
from evaluation.statistics.intervals import wilson
from generators.corpora.splits import load_split

SIZES = (10, 20, 40)


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=300)
    draws = parser.parse_args(argv).draws
    chorales = {each.name: each for each in bach()}
    held_out = [chorales[bwv] for bwv in load_split("melody-family").held_out]
    for size in SIZES:
        flagged = tests = 0
        for seed in range(draws):
            drawn = np.random.default_rng([size, seed]).choice(len(held_out), size, replace=False)
            rates = set_rates("drawn", [held_out[place] for place in drawn], bach(), seed=1)
            outside = [rate for rate in rates.rates if rate.bach is not None and rate.bach.verdict != "as often"]
            flagged += bool(outside)
            tests += len(outside)
        limits = wilson(flagged, draws)
        sys.stdout.write(
            f"{size} of {len(held_out)} held-out chorales: flagged in {flagged} of {draws} draws "
            f"({100 * flagged / draws:.1f} %, {100 * (limits.low or 0):.1f}–{100 * (limits.high or 0):.1f}), "
            f"{tests / draws:.2f} rules a draw\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
