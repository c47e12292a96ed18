"""Whether a set of candidates varies less than equally many sequences of real music: the collapse alarm.

Self-BLEU grows and distinct-n falls with the number of sequences, so only sets of one size can be compared. That size
is the number of candidates, half the number of real sequences, or LARGEST, whichever is least. DRAWS sets of it are
drawn without replacement from real music that no system learned from, and from the candidates if they are more; the
median of each side is its value. The interval is where the candidates' value would lie in 95 % of cases if they varied
as real music does (Politis and Romano 1994, "Large sample confidence regions based on subsamples"): the middle 95 % of
the real sets' values, their distances from the median scaled. For the variance of sets of k out of H is 1 - k/H of that
of sets drawn anew, and the two values' difference has k/N + k/H of it, with N candidates.

The alarm is raised by a measure that lies beyond its interval on the side of less variety: self-BLEU above it,
distinct-1 or distinct-2 below it. Each does so in about one case of forty if candidates vary as real music does; in
simulations it was in none to three of forty. Self-BLEU raises none where it measures nothing: where most
candidates have no n-gram in common with others that is as long as the weights ask for (see `score_counts`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.measures.bleu.options import MAIA_WEIGHTS
from evaluation.measures.bleu.scores import checked_weights, counted_order, score_counts
from evaluation.measures.diversity.self_bleu import leave_one_out
from evaluation.ngrams.shared import Table, table_of
from evaluation.sequences.packed import PackedSequences
from generators.errors import InputError

DRAWS = 200
LARGEST = 100  # sequences of a drawn set
FEWEST = 10  # real sequences, so that a set of 5 can be drawn in 252 ways
PERCENTILES = (2.5, 97.5)
SELF_BLEU = "self-BLEU"
DISTINCT = (1, 2)  # the n of Li et al. 2016
VERSION = 1  # raised whenever the same input would give another number
MEASURES = (SELF_BLEU, *(f"distinct-{n}" for n in DISTINCT))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of candidates and of real music, for sets of one size."""

    measure: str
    size: int  # sequences of a set
    candidates: float
    real: float  # median over the drawn sets
    low: float  # of the 95 % interval for candidates that vary as real music does
    high: float
    alarm: bool | None  # None where the measure measures nothing

    @property
    def saying(self) -> str:
        """What it says of the candidates, in words; empty where it raises no alarm."""
        if self.alarm is None:
            return "no verdict: most of it matches nothing else as long as the weights ask for"
        return "less variety" if self.alarm else ""


def compare(
    candidates: PackedSequences,
    held_out: PackedSequences,
    weights: Sequence[float] = MAIA_WEIGHTS,
    smoothing: int = 0,
    seed: int = 1,
) -> tuple[Comparison, ...]:
    """Self-BLEU, distinct-1 and distinct-2 of candidates beside real music's.

    The same seed gives the same figures. Raises InputError if there are fewer than 2 candidates or FEWEST real
    sequences, or as `score_candidates` about weights and smoothing.
    """
    weights = checked_weights(weights, smoothing)
    if len(held_out) < FEWEST:
        raise InputError(f"{len(held_out)} held-out sequences are too few to draw sets from: {FEWEST} are needed")
    size = min(len(candidates), len(held_out) // 2, LARGEST)
    drawn = [
        np.array(list(_drawn(corpus, size, weights, smoothing, np.random.default_rng([seed, stream]))))
        for stream, corpus in enumerate((candidates, held_out))
    ]
    own, real = (each[:, :-1] for each in drawn)
    measured = bool(np.median(drawn[0][:, -1]) <= 1 / 2)
    middle = np.median(real, axis=0)
    scale = math.sqrt((size / len(candidates) + size / len(held_out)) / (1 - size / len(held_out)))
    lows, highs = (middle + scale * (np.percentile(real, PERCENTILES, axis=0) - middle)).tolist()
    rows = zip(MEASURES, np.median(own, axis=0).tolist(), middle.tolist(), lows, highs, strict=True)
    return tuple(
        Comparison(measure, size, value, usual, low, high, _alarm(measure, value, low, high, measured))
        for measure, value, usual, low, high in rows
    )


def _alarm(measure: str, value: float, low: float, high: float, measured: bool) -> bool | None:
    if measure != SELF_BLEU:
        return value < low
    return value > high if measured else None


def signature(candidates: PackedSequences, held_out: PackedSequences, seed: int = 1) -> str:
    """What the comparison depends on, beside the weights and smoothing that self-BLEU's own signature names."""
    sides = (
        f"{name}:{len(each)}|digest:{each.digest:016x}" for name, each in (("set", candidates), ("real", held_out))
    )
    return f"variety|{'|'.join(sides)}|draws:{DRAWS}|most:{LARGEST}|seed:{seed}|v:{VERSION}"


def distinct_n(table: Table) -> tuple[float, ...]:
    """Different n-grams of the set over all its tokens, 0 to 1, for each n of the table.

    Li et al. 2016, "A diversity-promoting objective function for neural conversation models" (NAACL), section 5.1,
    which divides by tokens, not by n-grams. Sets of different size are not comparable.
    """
    tokens = int(table.lengths.sum())
    return tuple(count / tokens if tokens else 0.0 for count in table.distinct().tolist())


def _drawn(
    corpus: PackedSequences, size: int, weights: tuple[float, ...], smoothing: int, generator: np.random.Generator
) -> Iterator[tuple[float, ...]]:
    """The MEASURES of sets of that size drawn from a corpus, or once of the whole corpus if it is as small.

    Last comes the share of sequences whose self-BLEU measures nothing.
    """
    table = table_of(corpus, max(counted_order(weights, smoothing), *DISTINCT))
    for _ in range(DRAWS if len(corpus) > size else 1):
        drawn = table.subset(np.sort(generator.choice(len(corpus), size, replace=False)))
        scores = [score_counts("", each, weights, smoothing) for each in leave_one_out(drawn)]
        bleu = math.fsum(score.bleu for score in scores) / size
        distinct = distinct_n(drawn)
        unmatched = sum(score.unmatched is not None for score in scores) / size
        yield (bleu, *(distinct[n - 1] for n in DISTINCT), unmatched)
