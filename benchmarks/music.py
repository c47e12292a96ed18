"""Token sequences that behave like music, for benchmarks: made from a seed, so that everyone measures the same.

A token depends on the two before it, a few followers being far likelier than the rest (Zipf); now and then a bar
repeats what stood one to four bars before. So n-grams of every length recur within a sequence and between sequences.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evaluation.sequences.packed import PackedSequences

FOLLOWERS = 16  # of two tokens
BAR = 16  # tokens
NOISE, REPEAT = 0.02, 0.35  # how often a token follows nothing, and a bar repeats another
MODEL_SEED = 7


def sequences(vocabulary: int, count: int, length: int, seed: int, noise: float = NOISE) -> NDArray[np.uint8]:
    """(count, length) tokens below `vocabulary`, at most 256; the same style whatever the seed."""
    model = np.random.default_rng(MODEL_SEED)
    frequent = _zipf(vocabulary, 0.9)
    names = model.permutation(vocabulary).astype(np.uint8)
    followers = names[model.choice(vocabulary, size=(vocabulary * vocabulary, FOLLOWERS), p=frequent)]
    of_frequent, of_followers = np.cumsum(frequent), np.cumsum(_zipf(FOLLOWERS, 1.2))

    rng = np.random.default_rng(seed)
    anything = names[_drawn(rng, of_frequent, (length, count))]
    chosen = _drawn(rng, of_followers, (length, count))
    follows_nothing = rng.random((length, count), dtype=np.float32) < noise
    made = np.empty((length, count), dtype=np.uint8)
    made[:2] = anything[:2]
    back, repeats, every = np.ones(count, dtype=np.int64), np.zeros(count, dtype=np.bool_), np.arange(count)
    for place in range(2, length):
        if place % BAR == 0:
            back = BAR * rng.integers(1, 5, count)
            repeats = (rng.random(count) < REPEAT) & (back <= place)
        context = made[place - 2].astype(np.int64) * vocabulary + made[place - 1]
        token = followers[context, chosen[place]]
        token = np.where(repeats, made[place - np.minimum(back, place), every], token)
        made[place] = np.where(follows_nothing[place], anything[place], token)
    return np.ascontiguousarray(made.T)


def candidates(vocabulary: int, count: int, length: int, seed: int, known: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(count, length) tokens, noisier, with up to three passages of 8 to 64 tokens out of `known` sequences."""
    made = sequences(vocabulary, count, length, seed, 3 * NOISE)
    rng = np.random.default_rng(seed)
    for place in range(count):
        for _ in range(place % 4):
            size = min(int(rng.integers(8, 65)), length)
            to, begin = rng.integers(0, length - size + 1, 2)
            made[place, to : to + size] = known[rng.integers(len(known)), begin : begin + size]
    return made


def corpus_from(table: NDArray[np.uint8], vocabulary: int) -> PackedSequences:
    """The rows of a table as a corpus, in place."""
    starts = np.arange(0, table.size + 1, table.shape[1], dtype=np.int64)
    return PackedSequences(
        table.ravel(), starts, tuple(f"{token:03d}" for token in range(vocabulary)), range(len(table))
    )


def _zipf(count: int, exponent: float) -> NDArray[np.float64]:
    weights = 1 / np.arange(1, count + 1) ** exponent
    return weights / weights.sum()


def _drawn(rng: np.random.Generator, cumulated: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.uint8]:
    drawn = np.searchsorted(cumulated.astype(np.float32), rng.random(shape, dtype=np.float32))
    return np.minimum(drawn, len(cumulated) - 1).astype(np.uint8)
