"""Recurrent models by ONNX Runtime: the state is handed from step to step."""

from __future__ import annotations

from functools import partial

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from generators.engines.engine import Engines, Logits, Weights
from generators.engines.recurrent.graph import Ends, Shapes, recurrent_graph
from generators.engines.session import outputs, session


def recurrent_engines(cell: str, layers: int, ends: Ends, weights: Weights, *, int8: bool) -> Engines:
    """See `recurrent_graph`."""
    graph, shapes = recurrent_graph(cell, layers, ends, weights)
    return partial(RecurrentEngine, session(graph, int8=int8), shapes)


class RecurrentEngine:
    """A recurrent model and its state."""

    def __init__(self, session: onnxruntime.InferenceSession, shapes: Shapes, batch: int) -> None:
        self._session = session
        self._names = ["logits", *(f"{name}_after" for name in shapes)]
        self._state = {name: np.zeros((shape[0], batch, *shape[2:]), np.float32) for name, shape in shapes.items()}

    def step(self, tokens: NDArray[np.int64]) -> Logits:
        logits, *after = outputs(self._session, self._names, {"tokens": tokens, **self._state})
        self._state = dict(zip(self._state, after, strict=True))
        return np.asarray(logits)

    def select(self, rows: NDArray[np.int64]) -> None:
        self._state = {name: value[:, rows] for name, value in self._state.items()}
