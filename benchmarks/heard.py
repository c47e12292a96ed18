"""Whether rules of part-writing follow what listeners hear, in the answers that came with 500 chorales by a machine.

    python -m benchmarks.heard FOLDER

FOLDER is omarperacha/js-fakes (CC BY 4.0): metadata/js-fakes-dataset.pkl has how many listeners took each chorale for a
machine's. The file is a pickle: read none that you do not trust. Neither it nor the music is in this repository. It was
run once, in November 2026: 500 chorales, 4,048 answers, rho .170 (.08 to .26).
"""

from __future__ import annotations

import argparse
import pickle
import sys
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from evaluation.measures.rules.measuring import measure_piece
from evaluation.measures.rules.rates import per_100_chords
from evaluation.statistics.means import PERCENTILES
from generators.files import read_piece

RESAMPLES = 2_000


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(argv).folder
    answers = pickle.loads((folder / "metadata/js-fakes-dataset.pkl").read_bytes())  # said above
    figures, shares, count = [], [], 0
    for name, levels in answers.items():
        figures.append(per_100_chords(measure_piece(name, read_piece(folder / name)).counts))
        shares.append(levels["total"]["correct"] / levels["total"]["responses"])
        count += int(levels["total"]["responses"])
    table = np.array([figures, shares], dtype=np.float64)
    generator = np.random.default_rng(1)
    drawn = [
        spearmanr(*table[:, generator.integers(table.shape[1], size=table.shape[1])]).statistic
        for _ in range(RESAMPLES)
    ]
    low, high = np.percentile(drawn, PERCENTILES)
    rho = spearmanr(*table).statistic
    sys.stdout.write(f"{len(figures)} chorales, {count:,} answers: rho {rho:.3f} ({low:.3f} to {high:.3f})\n")


if __name__ == "__main__":
    main(sys.argv[1:])
