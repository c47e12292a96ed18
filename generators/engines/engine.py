"""What every engine does: it is fed one token a row and says what could follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Weights = dict[str, NDArray[Any]]  # of a model, by their names
Logits = NDArray[np.float32]  # (B, vocabulary)


class Engine(Protocol):
    """A model with what it has read so far, for a batch of sequences that begin together."""

    def step(self, tokens: NDArray[np.int64]) -> Logits:
        """Logits for what follows, after one more token a row, (B,)."""

    def select(self, rows: NDArray[np.int64]) -> None:
        """Go on with these rows, in this order; a row may be taken twice (a beam's branches) or left."""


Engines = Callable[[int], Engine]  # an engine that has read nothing yet, for so many rows


def log_probabilities(logits: Logits, tokens: NDArray[np.int64]) -> NDArray[np.float64]:
    """The natural logarithm of each row's token's probability under the model itself, unmasked, at temperature 1."""
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted[np.arange(len(tokens)), tokens] - np.log(np.exp(shifted).sum(axis=1)))
