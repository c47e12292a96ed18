"""Random comparisons of `evaluation.bleu` with nltk: the same bits, every time.

    python -m benchmarks.bleu_agreement [--cases 100000] [--seed 1]

A case has candidates and references of random lengths over few tokens, many of equal length (ties) and some empty,
short or copied; random weights, which need not sum to 1; one of the smoothing methods 0 to 7. Each candidate is scored
by `sentence_bleu`, all together by `corpus_bleu`. Where nltk raises (smoothing 6 without a matching trigram), so must
we. An empty candidate scores 0 in both. Any difference ends the run with the case that shows it.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections import Counter
from dataclasses import dataclass

import numpy as np
from nltk.translate import bleu_score as nltk_bleu

from evaluation.bleu import corpus_bleu, score_candidates
from generators.errors import InputError


@dataclass(frozen=True)
class Case:
    candidates: list[list[int]]
    references: list[list[list[int]]]  # of each candidate
    weights: tuple[float, ...]
    smoothing: int


def case_of(rng: np.random.Generator) -> Case:
    tokens = int(rng.integers(2, 9))
    longest = int(rng.choice([3, 8, 40]))
    weights = rng.random(int(rng.integers(1, 13)))
    if rng.random() < 0.5:
        weights /= weights.sum()
    weights[rng.random(len(weights)) < 0.1] = 0
    if not weights.any():
        weights[0] = 1
    count = int(rng.integers(1, 4))
    references = [_sequences(rng, tokens, longest, int(rng.integers(1, 6))) for _ in range(count)]
    candidates = [_candidate(rng, tokens, longest, own) for own in references]
    return Case(candidates, references, tuple(weights.tolist()), int(rng.integers(0, 8)))


def _sequences(rng: np.random.Generator, tokens: int, longest: int, count: int) -> list[list[int]]:
    lengths = rng.integers(0 if rng.random() < 0.1 else 1, longest + 1, count)
    return [rng.integers(0, tokens, length).tolist() for length in lengths]


def _candidate(rng: np.random.Generator, tokens: int, longest: int, references: list[list[int]]) -> list[int]:
    kind = rng.random()
    if kind < 0.4:
        return rng.integers(0, tokens + 1, int(rng.integers(0, longest + 1))).tolist()
    copied = references[int(rng.integers(len(references)))] * int(rng.integers(1, 3))
    begin = int(rng.integers(0, len(copied) + 1))
    return [*copied[begin:], *rng.integers(0, tokens, int(rng.integers(0, 3))).tolist()]


def theirs(case: Case) -> list[float] | None:
    """The score that nltk gives each candidate against its references, then all together; None where it raises."""
    smoothing = getattr(nltk_bleu.SmoothingFunction(), f"method{case.smoothing}")
    try:
        return [
            *(
                nltk_bleu.sentence_bleu(own, candidate, case.weights, smoothing_function=smoothing)
                for candidate, own in zip(case.candidates, case.references, strict=True)
            ),
            nltk_bleu.corpus_bleu(case.references, case.candidates, case.weights, smoothing_function=smoothing),
        ]
    except (AssertionError, IndexError):
        return None


def ours(case: Case) -> list[float] | None:
    try:
        return [
            *(
                score_candidates([candidate], own, case.weights, case.smoothing).mean
                for candidate, own in zip(case.candidates, case.references, strict=True)
            ),
            corpus_bleu(case.references, case.candidates, case.weights, case.smoothing),
        ]
    except InputError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare BLEU with nltk's.")
    parser.add_argument("--cases", type=int, default=100_000, help="comparisons at least (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(arguments.seed)
    met: Counter[str] = Counter()
    begun = time.monotonic()
    while met["comparisons"] < arguments.cases:
        case = case_of(rng)
        expected = theirs(case)
        got = ours(case)
        assert got == expected, (case, got, expected)
        if expected is None:
            met["cases refused by both"] += 1
            continue
        met["comparisons"] += len(expected)
        met[f"smoothing {case.smoothing}"] += len(expected)
        met["empty candidates"] += sum(not candidate for candidate in case.candidates)
        met["cases whose weights do not sum to 1"] += abs(sum(case.weights) - 1) > 1e-9
    print(f"{met['comparisons']:,} comparisons, all with the same bits; {time.monotonic() - begun:.0f} s")
    for name, times in sorted(met.items()):
        print(f"  {name}: {times:,}")


if __name__ == "__main__":
    main()
