"""Weighted BLEU by `evaluation.bleu` against nltk in one run: the ratio of their times on the same sequences.

    python -m benchmarks.bleu [--candidates 12] [--references 1000] [--length 512]

Synthetic tokens of 16 values, with repeats, so that n-grams of every length match; n up to 6, equal weights. Both have
everything in memory beforehand, and the two results are compared before any time is printed.
"""

from __future__ import annotations

import argparse
import random
import time

from nltk.translate.bleu_score import sentence_bleu

from evaluation.bleu import score_candidates

WEIGHTS = (1 / 6,) * 6
REPEAT = 0.3  # how often a token is the one of four before, so that longer n-grams match now and then
SEED = 20


def sequence(rng: random.Random, length: int) -> list[int]:
    made: list[int] = []
    for place in range(length):
        made.append(made[place - 4] if place >= 4 and rng.random() < REPEAT else int(rng.triangular(0, 16, 4)))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure BLEU against nltk.")
    parser.add_argument("--candidates", type=int, default=12)
    parser.add_argument("--references", type=int, default=1000)
    parser.add_argument("--length", type=int, default=512, help="tokens of each sequence (default: %(default)s)")
    arguments = parser.parse_args()
    rng = random.Random(SEED)
    references = [sequence(rng, arguments.length) for _ in range(arguments.references)]
    candidates = [sequence(rng, arguments.length) for _ in range(arguments.candidates)]

    begun = time.process_time()
    ours = [each.bleu for each in score_candidates(candidates, references, WEIGHTS).candidates]
    between = time.process_time()
    theirs = [sentence_bleu(references, candidate, WEIGHTS) for candidate in candidates]
    ended = time.process_time()

    assert ours == theirs, (ours, theirs)
    assert min(ours) > 0
    ratio = (ended - between) / (between - begun)
    print(
        f"{arguments.candidates} × {arguments.length} against {arguments.references} × {arguments.length} tokens: "
        f"ours {between - begun:.2f} s, nltk {ended - between:.2f} s of CPU, ratio {ratio:.0f}"
    )


if __name__ == "__main__":
    main()
