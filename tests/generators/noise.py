"""A model without sense: what it writes is what grammars and samplers make of noise."""

from __future__ import annotations

import numpy as np

from generators.encodings import Encoding
from generators.engines.engine import Engines


class Noise:
    """An engine whose logits come from the tokens that it read, by no rule that anyone could learn."""

    def __init__(self, vocabulary: int, rows: int) -> None:
        self.read = np.zeros(rows, dtype=np.uint64)  # a digest of each row's tokens
        self.words = np.arange(vocabulary, dtype=np.uint64)

    def step(self, tokens: np.ndarray) -> np.ndarray:
        assert len(tokens) == len(self.read)
        self.read = mixed(self.read * np.uint64(31) + tokens.astype(np.uint64) + np.uint64(1))
        bits = mixed(self.read[:, None] + self.words * np.uint64(0x9E3779B97F4A7C15))
        return (bits >> np.uint64(40)).astype(np.float32) / np.float32(1 << 21)  # from 0 to 8

    def select(self, rows: np.ndarray) -> None:
        self.read = self.read[rows]


def mixed(x: np.ndarray) -> np.ndarray:
    """The bits of each number stirred, as splitmix64 does."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def engines(encoding: Encoding) -> Engines:
    """Engines that would write anything."""
    return lambda rows: Noise(len(encoding.vocabulary), rows)
