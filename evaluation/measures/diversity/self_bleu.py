"""Self-BLEU: each sequence of a set scored against all the others, leaving itself out.

Zhu et al. 2018, "Texygen: a benchmarking platform for text generation models" (SIGIR): high values mean that the
sequences resemble each other. Their code counts the sequence itself among its references; here it is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from evaluation.measures.bleu.options import MAIA_WEIGHTS
from evaluation.measures.bleu.scores import BleuReport, Counts, checked_weights, counted_order, score_counts
from evaluation.measures.bleu.signature import signature
from evaluation.ngrams.shared import Ints, Table, table_of
from evaluation.sequences.packed import PackedSequences
from generators.errors import InputError


def self_bleu(
    corpus: PackedSequences,
    weights: Sequence[float] = MAIA_WEIGHTS,
    smoothing: int = 0,
    encoding: str = "tokens",
) -> BleuReport:
    """BLEU of each sequence against all others, equal to nltk's `sentence_bleu` to the last bit.

    Raises InputError if there are fewer than 2 sequences, or as `score_candidates`, which explains the rest.
    """
    weights = checked_weights(weights, smoothing)
    counts = leave_one_out(table_of(corpus, counted_order(weights, smoothing)))
    scores = tuple(
        score_counts(name, each, weights, smoothing) for name, each in zip(corpus.names, counts, strict=True)
    )
    named = f"self-{signature(weights, smoothing, encoding, len(corpus), corpus.digest)}"
    return BleuReport(named, math.fsum(score.bleu for score in scores) / len(scores), scores)


def leave_one_out(table: Table) -> Iterator[Counts]:
    """The counts of each sequence of the set against the others, for all n of the table.

    Raises InputError if there are fewer than 2 sequences.
    """
    if len(table.lengths) < 2:
        raise InputError(f"self-BLEU compares a sequence with others: 2 are needed at least, not {len(table.lengths)}")
    lengths, orders = table.lengths, range(len(table.shared))
    every = zip(lengths.tolist(), _closest(lengths).tolist(), table.matches().tolist(), strict=True)
    for length, closest, matches in every:
        yield Counts(length, closest, tuple(matches), tuple(max(0, length - shorter) for shorter in orders))


def _closest(lengths: Ints) -> Ints:
    """(sequences,): of each, the length closest to its own that another has; the shorter of two equally close."""
    order = np.argsort(lengths, kind="stable")
    ascending = lengths[order]
    before, after = ascending.copy(), ascending.copy()
    before[1:], after[:-1] = ascending[:-1], ascending[1:]
    before[0], after[-1] = ascending[1], ascending[-2]  # the ends have one neighbor
    closest = np.empty_like(lengths)
    closest[order] = np.where(np.abs(ascending - before) <= np.abs(after - ascending), before, after)
    return closest
