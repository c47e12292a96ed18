"""Transformers by ONNX Runtime: each token's keys and values are written into arrays, of which later ones see a part.

Past its context a transformer goes on from the later half of it.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from generators.engines.engine import Engines, Logits, Weights
from generators.engines.session import outputs, session
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.graph import transformer_graph


def transformer_engines(config: TransformerConfig, weights: Weights, *, int8: bool) -> Engines:
    graph, shapes = transformer_graph(config, weights)
    return partial(TransformerEngine, session(graph, int8=int8), shapes, config.context)


class TransformerEngine:
    """A transformer, the tokens it has read, and their keys and values."""

    def __init__(
        self, session: onnxruntime.InferenceSession, shapes: dict[str, tuple[int, ...]], context: int, batch: int
    ) -> None:
        self._session = session
        self._names = ["logits", *(f"{name}_after" for name in shapes)]
        self._context = context
        self._caches = {name: np.zeros((context, batch, *shape[1:]), np.float32) for name, shape in shapes.items()}
        self._read = np.zeros((context, batch), np.int64)
        self._count = 0

    def step(self, tokens: NDArray[np.int64]) -> Logits:
        if self._count == self._context:
            later = self._read[self._context // 2 :].copy()
            self._count = 0
            for read in later:
                self._fed(read)
        return self._fed(tokens)

    def select(self, rows: NDArray[np.int64]) -> None:
        self._caches = {name: cache[:, rows] for name, cache in self._caches.items()}
        self._read = self._read[:, rows]

    def _fed(self, tokens: NDArray[np.int64]) -> Logits:
        place = self._count
        past = {name: cache[:place] for name, cache in self._caches.items()}
        given = {"tokens": tokens, "position": np.array(place), **past}
        logits, *new = outputs(self._session, self._names, given)
        for cache, value in zip(self._caches.values(), new, strict=True):
            cache[place] = value[0]
        self._read[place] = tokens
        self._count += 1
        return np.asarray(logits)
