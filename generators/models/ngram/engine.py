"""N-gram models as engines: each row's newest tokens are all that they look at."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from generators.engines.engine import Engines, Logits
from generators.models.ngram.model import NGram


def ngram_engines(model: NGram) -> Engines:
    return partial(NGramEngine, model)


class NGramEngine:
    """A model and what it has read last."""

    def __init__(self, model: NGram, batch: int) -> None:
        self._model = model
        self._recent = np.full((batch, model.order - 1), -1)  # as `next_distributions` wants them

    def step(self, tokens: NDArray[np.int64]) -> Logits:
        self._recent = np.concatenate([self._recent, tokens[:, None]], axis=1)[:, 1:]
        return np.log(self._model.next_distributions(self._recent)).astype(np.float32)

    def select(self, rows: NDArray[np.int64]) -> None:
        self._recent = self._recent[rows]
