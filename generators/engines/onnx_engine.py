"""Engines by ONNX Runtime: small models on a CPU, several times as fast as torch, which they do without.

A recurrent model hands its state from step to step. A transformer writes each token's keys and values into arrays and
looks at those that its attention allows; past its context it goes on from the later half of it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from generators.encodings.pianoroll import KEYS
from generators.engines.biaxial_engine import BiaxialEngine
from generators.engines.biaxial_graph import note_graph, time_graph
from generators.engines.engine import Engines, Logits, Weights
from generators.engines.recurrent_graph import recurrent_graph
from generators.engines.session import outputs, session
from generators.engines.transformer_graph import transformer_graph
from generators.errors import InputError

Array = NDArray[np.float32]
RECURRENT = ("recurrent", "awd-lstm")


def has_graph(model: dict[str, Any]) -> bool:
    """Whether `onnx_engines` can run a model as a checkpoint's card names it."""
    return (
        model["name"] in RECURRENT
        or (model["name"] == "transformer" and model["attention"] == "dense")
        or (model["name"] == "biaxial" and model["keys"] == KEYS)
    )


def onnx_engines(model: dict[str, Any], weights: Weights, *, int8: bool = False) -> Engines:
    """Engines for a model as a checkpoint's card names it.

    int8: weights as 8-bit integers. Raises InputError for a model that has no graph.
    """
    if model["name"] in RECURRENT:
        graph, shapes = recurrent_graph(model, weights)
        return partial(RecurrentEngine, session(graph, int8=int8), shapes)
    if has_graph(model) and model["name"] == "biaxial":
        (time, behind), (note, below) = time_graph(model, weights), note_graph(model, weights)
        return partial(BiaxialEngine, session(time, int8=int8), behind, session(note, int8=int8), below)
    if has_graph(model):
        graph, shapes = transformer_graph(model, weights)
        return partial(TransformerEngine, session(graph, int8=int8), shapes, model["context"])
    raise InputError(
        f"no ONNX graph for a model {model['name']!r}: "
        "there are recurrent, awd-lstm, (dense) transformer and biaxial (of 88 keys)"
    )


class RecurrentEngine:
    """A recurrent model and its state."""

    def __init__(self, session: onnxruntime.InferenceSession, shapes: dict[str, tuple[int, ...]], batch: int) -> None:
        self._session = session
        self._names = ["logits", *(f"{name}_after" for name in shapes)]
        self._state = {name: np.zeros((shape[0], batch, *shape[2:]), np.float32) for name, shape in shapes.items()}

    def step(self, tokens: NDArray[np.int64]) -> Logits:
        logits, *after = outputs(self._session, self._names, {"tokens": tokens, **self._state})
        self._state = dict(zip(self._state, after, strict=True))
        return np.asarray(logits)

    def select(self, rows: NDArray[np.int64]) -> None:
        self._state = {name: value[:, rows] for name, value in self._state.items()}


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
