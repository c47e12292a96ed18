"""Back-off n-gram language models: the baseline that a neural model has to beat. No torch.

Every order interpolates with the one below, and the lowest with the uniform distribution, so that each distribution
sums to 1 and leaves no token out:

    p(w | h) = alpha(h, w) + gamma(h) · p(w | h without its oldest token)

- `witten-bell`: alpha = c(hw) / (c(h) + t(h)), gamma = t(h) / (c(h) + t(h)), t(h) the number of tokens seen after h.
  Source: I. Witten and T. Bell, The zero-frequency problem, IEEE Trans. Inf. Theory 37, 1991, method C.
- `kneser-ney`: interpolated modified Kneser-Ney. Orders below the highest count by how many tokens an n-gram is
  preceded, and every count is discounted by D1, D2 or D3, as it is 1, 2 or more. Source: S. Chen and J. Goodman, An
  empirical study of smoothing techniques for language modeling, 1998; fallback discounts and the treatment of a
  sequence's beginning as in K. Heafield's KenLM (lmplz).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.errors import InputError

SMOOTHINGS = ("witten-bell", "kneser-ney")
FALLBACK_DISCOUNTS = (0.5, 1.0, 1.5)

Ids = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Level:
    """The n-grams of one length n, as two sorted tables of keys."""

    contexts: Ids  # (C,) key of each context of n - 1 tokens: number of its newest n - 2 tokens · V + its oldest token
    gammas: Values  # (C,) the weight of the order below
    grams: Ids  # (G,) key of each n-gram: number of its context · V + its last token
    alphas: Values  # (G,)


@dataclass(frozen=True, eq=False)
class NGram:
    """A trained model: `train_ngram` makes it."""

    vocabulary: int  # V, number of token ids
    levels: tuple[Level, ...]  # of n = 1, 2, …

    @property
    def order(self) -> int:
        return len(self.levels)

    def losses(self, sequence: Ids) -> Values:
        """-ln p of each token after the first, given all before it: shape (T - 1,), nats.

        Raises InputError for a token outside the vocabulary.
        """
        tokens, ages = _laid_out([sequence], self.vocabulary)
        predicted = np.flatnonzero(ages)
        probabilities = np.full(len(predicted), 1 / self.vocabulary)
        contexts = np.zeros(len(predicted), dtype=np.int64)
        for n, level in enumerate(self.levels, start=1):
            if n > 1:
                older = np.where(ages[predicted] >= n - 1, tokens[np.maximum(predicted - (n - 1), 0)], -1)
                contexts = _extended(contexts, older, level.contexts, self.vocabulary)
            seen = contexts >= 0
            grams = _find(level.grams, contexts[seen] * self.vocabulary + tokens[predicted[seen]])
            alphas = np.where(grams >= 0, level.alphas[grams], 0.0)
            probabilities[seen] = alphas + level.gammas[contexts[seen]] * probabilities[seen]
        losses: Values = -np.log(probabilities)
        return losses

    def next_distribution(self, context: Sequence[int]) -> Values:
        """The probability of every token after the context: shape (V,), sums to 1."""
        probabilities = np.full(self.vocabulary, 1 / self.vocabulary)
        number = np.zeros(1, dtype=np.int64)
        for n, level in enumerate(self.levels, start=1):
            if n > 1:
                older = np.array([context[-(n - 1)] if len(context) >= n - 1 else -1])
                number = _extended(number, older, level.contexts, self.vocabulary)
            if number[0] < 0:
                break
            first, last = np.searchsorted(level.grams, (number[0] + np.arange(2)) * self.vocabulary)
            probabilities *= level.gammas[number[0]]
            probabilities[level.grams[first:last] % self.vocabulary] += level.alphas[first:last]
        return probabilities


def train_ngram(
    sequences: Sequence[Ids],
    vocabulary: int,
    order: int,
    smoothing: str = "kneser-ney",
    discount: float | None = None,
) -> NGram:
    """Count the n-grams of the sequences; a first token is context only, as START is.

    order: the longest n-gram, n >= 1. discount: one for all counts and orders, in (0, 1), in place of the three that
    are estimated for each order; for Kneser-Ney only. Raises InputError for nothing to count, an unknown smoothing and
    tokens outside the vocabulary.
    """
    if smoothing not in SMOOTHINGS:
        raise InputError(f"no smoothing {smoothing!r}: choose from {', '.join(SMOOTHINGS)}")
    if order < 1:
        raise InputError(f"an n-gram has at least one token, not {order}")
    tokens, ages = _laid_out(sequences, vocabulary)
    positions = np.flatnonzero(ages)  # of the tokens that are predicted
    if not len(positions):
        raise InputError("no sequences to count n-grams in")
    counted = [_count(tokens, positions, np.zeros(len(positions), dtype=np.int64), vocabulary)]
    contexts = [np.zeros(1, dtype=np.int64)]
    for n in range(2, order + 1):
        below = counted[-1]
        long_enough = ages[below.positions] >= n - 1
        positions = below.positions[long_enough]
        keys = below.contexts[long_enough] * vocabulary + tokens[positions - (n - 1)]
        table, numbers = np.unique(keys, return_inverse=True)
        contexts.append(table)
        counted.append(_count(tokens, positions, numbers, vocabulary))
    levels = []
    for n, (table, level) in enumerate(zip(contexts, counted, strict=True), start=1):
        counts = level.counts
        if smoothing == "kneser-ney" and n < order:
            counts = _continuations(level, counted[n], ages, n)
        owners = level.grams // vocabulary
        smooth = _witten_bell if smoothing == "witten-bell" else _kneser_ney
        alphas, gammas = smooth(counts, owners, len(table), discount)
        levels.append(Level(table, gammas, level.grams, alphas))
    return NGram(vocabulary, tuple(levels))


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


def _witten_bell(counts: Ids, owners: Ids, size: int, discount: float | None) -> tuple[Values, Values]:
    """Each n-gram's alpha and each context's gamma. owners: the context of each n-gram."""
    if discount is not None:
        raise InputError("Witten-Bell smoothing takes no discount")
    kinds = np.bincount(owners, minlength=size)
    totals = np.bincount(owners, counts, minlength=size) + kinds
    return counts / totals[owners], kinds / totals


def _kneser_ney(counts: Ids, owners: Ids, size: int, discount: float | None) -> tuple[Values, Values]:
    discounts = np.array(_discounts(counts) if discount is None else (discount,) * 3)
    taken = np.minimum(discounts[np.minimum(counts, 3) - 1], counts)
    totals = np.bincount(owners, counts, minlength=size)
    return (counts - taken) / totals[owners], np.bincount(owners, taken, minlength=size) / totals


def _discounts(counts: Ids) -> tuple[float, float, float]:
    """Chen and Goodman's estimates from how many n-grams occur once to four times, where these give any."""
    n1, n2, n3, n4 = (int((counts == times).sum()) for times in (1, 2, 3, 4))
    if not (n1 and n2 and n3 and n4):
        return FALLBACK_DISCOUNTS
    y = n1 / (n1 + 2 * n2)
    estimates = (1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3)
    usable = all(0 < estimate <= times for times, estimate in enumerate(estimates, start=1))
    return estimates if usable else FALLBACK_DISCOUNTS


def _laid_out(sequences: Sequence[Ids], vocabulary: int) -> tuple[Ids, Ids]:
    """The sequences end to end, and how many tokens of its own sequence stand before each token."""
    tokens = np.concatenate([np.zeros(0, dtype=np.int64), *sequences]).astype(np.int64)
    if len(tokens) and not 0 <= tokens.min() <= tokens.max() < vocabulary:
        raise InputError(f"tokens from {tokens.min()} to {tokens.max()} do not fit a vocabulary of {vocabulary}")
    ages = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(len(sequence)) for sequence in sequences)])
    return tokens, ages


def _extended(contexts: Ids, older: Ids, table: Ids, vocabulary: int) -> Ids:
    """The numbers of the contexts with one older token before them, -1 for those not in the table; -1 stays -1."""
    found = _find(table, contexts * vocabulary + older)
    return np.where((contexts >= 0) & (older >= 0), found, -1)


def _find(table: Ids, keys: Ids) -> Ids:
    """The place of each key in the sorted table, -1 where it is not there."""
    places = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return np.where(table[places] == keys, places, -1) if len(table) else np.full(len(keys), -1)
