"""N-gram models in checkpoints: as what was counted, in whole numbers, from which the model is made again exactly.

A table's keys are sorted, so that they need not be stored: `kinds` says how many n-grams each context has and `last`
their last tokens, `extensions` how many contexts continue each shorter one and `oldest` their oldest tokens. Tokens are
places among those that occur, `seen`. With probabilities in their place a file would be three times as large.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generators.engines.engine import Weights
from generators.models.ngram.config import NGramConfig
from generators.models.ngram.counting import Ids, Table
from generators.models.ngram.model import NGram, smoothed


def restored(weights: Weights, config: NGramConfig) -> NGram:
    """The model of what `stored` stored. Raises ValueError or LookupError if the arrays do not fit together."""
    return smoothed(_tables(weights, config), config)


def stored(tables: Sequence[Table], vocabulary: int) -> Weights:
    """The tables as arrays of the smallest type that holds them."""
    keys = [table.grams for table in tables[:1]] + [table.contexts for table in tables[1:2]]
    seen = np.unique(np.concatenate(keys) % vocabulary)
    weights = {"seen": seen}
    for n, table in enumerate(tables, start=1):
        if n > 1:
            shorter = len(tables[n - 2].contexts)
            weights[f"{n}.extensions"], weights[f"{n}.oldest"] = _parted(table.contexts, shorter, seen, vocabulary)
        weights[f"{n}.kinds"], weights[f"{n}.last"] = _parted(table.grams, len(table.contexts), seen, vocabulary)
        weights[f"{n}.counts"] = table.counts
    return {name: value.astype(np.min_scalar_type(value.max(initial=0))) for name, value in weights.items()}


def _tables(weights: Weights, config: NGramConfig) -> tuple[Table, ...]:
    """Raises as `restored`."""
    seen = weights["seen"].astype(np.int64)
    if not 0 <= seen.min() <= seen.max() < config.vocabulary:
        raise ValueError(f"tokens from {seen.min()} to {seen.max()} in a vocabulary of {config.vocabulary}")
    if f"{config.order + 1}.counts" in weights:
        raise ValueError(f"it holds n-grams longer than {config.order}")
    contexts, tables = np.zeros(1, dtype=np.int64), list[Table]()
    for n in range(1, config.order + 1):
        if n > 1:
            extensions, oldest = weights[f"{n}.extensions"], seen[weights[f"{n}.oldest"]]
            contexts = _keys(extensions, oldest, len(contexts), config.vocabulary)
        grams = _keys(weights[f"{n}.kinds"], seen[weights[f"{n}.last"]], len(contexts), config.vocabulary)
        counts = weights[f"{n}.counts"].astype(np.int64)
        if len(counts) != len(grams) or counts.min(initial=1) < 1:
            raise ValueError(f"its counts of {n}-grams do not fit them")
        tables.append(Table(contexts, grams, counts))
    return tuple(tables)


def _parted(keys: Ids, owners: int, seen: Ids, vocabulary: int) -> tuple[Ids, Ids]:
    """How many keys each owner has, and the token of each key as its place among those seen."""
    return np.bincount(keys // vocabulary, minlength=owners), np.searchsorted(seen, keys % vocabulary)


def _keys(sizes: NDArray[np.integer], tokens: Ids, owners: int, vocabulary: int) -> Ids:
    """What `_parted` parted. Raises ValueError if the arrays do not fit together."""
    if len(sizes) != owners or sizes.sum() != len(tokens):
        raise ValueError(f"{len(tokens)} tokens do not fit the {len(sizes)} of {owners} contexts before them")
    keys: Ids = np.repeat(np.arange(owners), sizes) * vocabulary + tokens
    if not (np.diff(keys) > 0).all():
        raise ValueError("its n-grams are not in order")
    return keys
