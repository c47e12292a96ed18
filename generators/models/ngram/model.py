"""Back-off n-gram language models: the baseline that a neural model has to beat.

Every order interpolates with the one below (see smoothing.py), and the lowest with the uniform distribution, so that
each distribution sums to 1 and leaves no token out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generators.models.ngram.config import NGramConfig
from generators.models.ngram.counting import Ids, Table, Tokens, count_ngrams, laid_out
from generators.models.ngram.smoothing import Values, weights_of


@dataclass(frozen=True, eq=False)
class Level:
    """The n-grams of one length n, with keys as a Table has them."""

    contexts: Ids  # (C,)
    gammas: Values  # (C,) the weight of the order below
    grams: Ids  # (G,)
    alphas: Values  # (G,)


@dataclass(frozen=True, eq=False)
class NGram:
    """A model ready to predict: `train_ngram` makes it, or `smoothed` from what was counted."""

    vocabulary: int  # V, number of token ids
    levels: tuple[Level, ...]  # of n = 1, 2, …

    @property
    def order(self) -> int:
        return len(self.levels)

    def losses(self, sequence: Tokens) -> Values:
        """-ln p of each token after the first, given all before it: shape (T - 1,), nats.

        Raises InputError for a token outside the vocabulary.
        """
        tokens, ages = laid_out([sequence], self.vocabulary)
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

    def next_distributions(self, recent: Ids) -> Values:
        """The probability of every token after each row: shape (B, V), rows that sum to 1, no token left out.

        recent: (B, order - 1) the tokens before, the newest last, -1 where there are not so many.
        """
        probabilities = np.zeros((len(recent), self.vocabulary))
        weights = np.ones(len(recent))  # of the orders from here down
        for level, contexts in reversed([*zip(self.levels, self._contexts(recent), strict=True)]):
            rows = np.flatnonzero(contexts >= 0)
            first, last = np.searchsorted(level.grams, (contexts[rows] + np.arange(2)[:, None]) * self.vocabulary)
            places, owners = _spread(first, last)
            at = rows[owners]
            probabilities[at, level.grams[places] % self.vocabulary] += weights[at] * level.alphas[places]
            weights[rows] *= level.gammas[contexts[rows]]
        return np.asarray(probabilities + weights[:, None] / self.vocabulary)

    def _contexts(self, recent: Ids) -> list[Ids]:
        """For each order the number of each row's context, -1 where it has not been seen."""
        found = [np.zeros(len(recent), dtype=np.int64)]
        for n, level in enumerate(self.levels[1:], start=2):
            found.append(_extended(found[-1], recent[:, -(n - 1)], level.contexts, self.vocabulary))
        return found


def train_ngram(sequences: Sequence[Tokens], config: NGramConfig, discount: float | None = None) -> NGram:
    """The model of the sequences, whose first tokens are context only, as START is.

    discount: see `weights_of`. Raises InputError for nothing to count and tokens outside the vocabulary.
    """
    return smoothed(counted(sequences, config), config, discount)


def counted(sequences: Sequence[Tokens], config: NGramConfig) -> tuple[Table, ...]:
    """What the model is made of. Raises InputError as `train_ngram`."""
    return count_ngrams(sequences, config.vocabulary, config.order, preceding=config.smoothing == "kneser-ney")


def smoothed(tables: Sequence[Table], config: NGramConfig, discount: float | None = None) -> NGram:
    """The model of what was counted."""
    levels = []
    for table in tables:
        owners = table.grams // config.vocabulary
        alphas, gammas = weights_of(table.counts, owners, len(table.contexts), config.smoothing, discount)
        levels.append(Level(table.contexts, gammas, table.grams, alphas))
    return NGram(config.vocabulary, tuple(levels))


def _spread(first: Ids, last: Ids) -> tuple[Ids, Ids]:
    """All places from each `first` up to its `last`, and for each place which of them it belongs to."""
    sizes = last - first
    starts = np.cumsum(sizes) - sizes
    owners = np.repeat(np.arange(len(sizes)), sizes)
    return np.arange(len(owners)) + (first - starts)[owners], owners


def _extended(contexts: Ids, older: Ids, table: Ids, vocabulary: int) -> Ids:
    """The numbers of the contexts with one older token before them, -1 for those not in the table; -1 stays -1."""
    found = _find(table, contexts * vocabulary + older)
    return np.where((contexts >= 0) & (older >= 0), found, -1)


def _find(table: Ids, keys: Ids) -> Ids:
    """The place of each key in the sorted table, -1 where it is not there."""
    places = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return np.where(table[places] == keys, places, -1) if len(table) else np.full(len(keys), -1)
