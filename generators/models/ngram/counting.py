"""Counting n-grams, all lengths up to the longest, in sequences of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.errors import InputError

Ids = NDArray[np.int64]
Tokens = NDArray[np.integer]  # of a sequence


@dataclass(frozen=True, eq=False)
class Table:
    """The n-grams of one length n: two sorted tables of keys, and what counts."""

    contexts: Ids  # (C,) key of each context of n - 1 tokens: number of its newest n - 2 tokens · V + its oldest token
    grams: Ids  # (G,) key of each n-gram: number of its context · V + its last token
    counts: Ids  # (G,) 1 at least: how often it stands there, or how many different tokens precede it


def count_ngrams(sequences: Sequence[Tokens], vocabulary: int, order: int, *, preceding: bool) -> tuple[Table, ...]:
    """The n-grams of n = 1, 2, … `order` that the sequences hold; a first token is context only, as START is.

    order: from 1 up. preceding: below the highest order count the different tokens that precede an n-gram, and each
    time that it begins a sequence. Raises InputError for nothing to count and tokens outside the vocabulary.
    """
    tokens, ages = laid_out(sequences, vocabulary)
    positions = np.flatnonzero(ages)  # of the tokens that are predicted
    if not len(positions):
        raise InputError("no sequences to count n-grams in")
    contexts = np.zeros(1, dtype=np.int64)
    counted = _count(tokens, positions, np.zeros(len(positions), dtype=np.int64), vocabulary)
    tables = []
    for n in range(2, order + 1):
        old_enough = ages[counted.positions] >= n - 1
        positions = counted.positions[old_enough]
        keys = counted.contexts[old_enough] * vocabulary + tokens[positions - (n - 1)]
        longer, numbers = np.unique(keys, return_inverse=True)
        above = _count(tokens, positions, numbers, vocabulary)
        counts = _continuations(counted, above, ages, n - 1) if preceding else counted.counts
        tables.append(Table(contexts, counted.grams, counts))
        contexts, counted = longer, above
    return (*tables, Table(contexts, counted.grams, counted.counts))


def laid_out(sequences: Sequence[Tokens], vocabulary: int) -> tuple[Ids, Ids]:
    """The sequences end to end, and how many tokens of its own sequence stand before each token."""
    tokens = np.concatenate([np.zeros(0, dtype=np.int64), *sequences]).astype(np.int64)
    if len(tokens) and not 0 <= tokens.min() <= tokens.max() < vocabulary:
        raise InputError(f"tokens from {tokens.min()} to {tokens.max()} do not fit a vocabulary of {vocabulary}")
    ages = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(len(sequence)) for sequence in sequences)])
    return tokens, ages


@dataclass(frozen=True, eq=False)
class _Counted:
    """The n-grams of one length where they stand."""

    positions: Ids  # (P,) where each stands: its last token
    contexts: Ids  # (P,) the number of its context
    numbers: Ids  # (P,) its own number
    grams: Ids  # (G,) keys
    counts: Ids  # (G,)
    first: Ids  # (G,) the first place in `positions` where it stands


def _count(tokens: Ids, positions: Ids, contexts: Ids, vocabulary: int) -> _Counted:
    grams, first, numbers, counts = np.unique(
        contexts * vocabulary + tokens[positions], return_index=True, return_inverse=True, return_counts=True
    )
    return _Counted(positions, contexts, numbers, grams, counts, first)


def _continuations(level: _Counted, above: _Counted, ages: Ids, n: int) -> Ids:
    """How many different tokens precede each n-gram; where it begins a sequence, each time counts."""
    number_at = np.empty(len(ages), dtype=np.int64)
    number_at[level.positions] = level.numbers
    preceded = number_at[above.positions[above.first]]
    beginning = level.numbers[ages[level.positions] == n - 1]
    size = len(level.grams)
    return np.bincount(preceded, minlength=size) + np.bincount(beginning, minlength=size)
