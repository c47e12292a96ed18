"""Self-BLEU against its peers in one run: CPU seconds on the same sequences, and the ratios.

    python -m benchmarks.diversity [--sequences 1000] [--length 512] [--order 5] [--rows 5] [--peers NAME …]

Synthetic music of 150 tokens (`benchmarks.music`), weights rising with n. nltk has no self-BLEU: a sequence is scored
against a list of the others, --rows of them, and its time is that of all by proportion. fast-bleu's SelfBLEU leaves the
sequence itself out, as ours does. Peers that are not installed are left out. Ours must be nltk's to the last bit and
fast-bleu's up to its own rounding before any time is printed. Times are CPU seconds of this process: of ours the best
of several, of the others one.

`pip install nltk==3.10.4 fast-bleu==0.0.90`
"""

from __future__ import annotations

import argparse
import math
import warnings
from importlib.util import find_spec

import numpy as np

from benchmarks.bleu import REPEATS, VOCABULARY, Table, timed, words
from benchmarks.music import sequences
from evaluation.measures.diversity.collapse import compare
from evaluation.measures.diversity.duplicates import find_duplicates
from evaluation.measures.diversity.self_bleu import self_bleu
from evaluation.sequences.packed import pack

ROUNDING = 1e-6  # fast-bleu holds weights in 32 bits


def by_nltk(table: Table, weights: tuple[float, ...], rows: int) -> tuple[float, list[float]]:
    """CPU seconds of all rows by proportion, and the scores of the first ones."""
    from nltk.translate.bleu_score import sentence_bleu

    every = table.tolist()
    seconds, scores = timed(
        lambda: [sentence_bleu(every[:row] + every[row + 1 :], every[row], weights) for row in range(rows)]
    )
    return seconds * len(every) / rows, scores


def by_fast_bleu(table: Table, weights: tuple[float, ...]) -> tuple[float, list[float]]:
    from fast_bleu import SelfBLEU

    every = words(table)
    return timed(lambda: SelfBLEU(every, {"w": weights}, smoothing_func=0).get_score()["w"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure self-BLEU against its peers.")
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--length", type=int, default=512, help="tokens of each (default: %(default)s)")
    parser.add_argument("--order", type=int, default=5, help="the longest n-gram (default: %(default)s)")
    parser.add_argument("--rows", type=int, default=5, help="sequences that nltk scores (default: %(default)s)")
    parser.add_argument("--peers", nargs="*", choices=("nltk", "fast_bleu"), default=["nltk", "fast_bleu"])
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    table = sequences(VOCABULARY, arguments.sequences, arguments.length, seed=1)
    weights = tuple((np.arange(1, arguments.order + 1) / math.fsum(range(1, arguments.order + 1))).tolist())

    runs = [timed(lambda: self_bleu(pack(table), weights)) for _ in range(REPEATS)]
    measured = {"ours": min(seconds for seconds, _ in runs)}
    ours = [score.bleu for score in runs[0][1].candidates]
    if "nltk" in arguments.peers and find_spec("nltk"):
        measured["nltk"], scores = by_nltk(table, weights, arguments.rows)
        assert ours[: arguments.rows] == scores, "not nltk's"
    if "fast_bleu" in arguments.peers and find_spec("fast_bleu"):
        measured["fast-bleu"], scores = by_fast_bleu(table, weights)
        apart = max(abs(one - other) for one, other in zip(ours, scores, strict=True))
        assert apart <= ROUNDING, apart
        print(f"fast-bleu agrees: largest difference {apart:.1e}")

    print(f"\nself-BLEU of {arguments.sequences:,} × {arguments.length} tokens, n ≤ {arguments.order}; CPU seconds")
    for name, seconds in measured.items():
        print(f"  {name:12} {seconds:10.3f}   {seconds / measured['ours']:9,.0f} ×")
    corpus = pack(table)
    print(f"  duplicates   {timed(lambda: find_duplicates(corpus))[0]:10.3f}")
    print(f"  the alarm    {timed(lambda: compare(corpus, corpus, weights))[0]:10.3f}   beside as many real sequences")


if __name__ == "__main__":
    main()
