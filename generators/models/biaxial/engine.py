"""Deep Jammer's model by ONNX Runtime, cell by cell: what lies behind a step is kept, nothing is computed twice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from generators.encodings.pianoroll import KEYS, attributes
from generators.engines.engine import Engines, Logits, Weights
from generators.engines.recurrent.graph import Shapes
from generators.engines.session import outputs, session
from generators.models.biaxial.config import BiaxialConfig
from generators.models.biaxial.graph import note_graph, time_graph

Array = NDArray[np.float32]
States = dict[str, Array]  # (1, lanes, units)


def biaxial_engines(config: BiaxialConfig, weights: Weights, *, int8: bool) -> Engines:
    """For models of 88 keys."""
    (time, behind), (note, below) = time_graph(config, weights), note_graph(config, weights)
    return partial(BiaxialEngine, session(time, int8=int8), behind, session(note, int8=int8), below)


class BiaxialEngine:
    """The states of the time layers, a lane for each key of each row, and those of the note layers on their way up."""

    def __init__(
        self,
        time: onnxruntime.InferenceSession,
        time_shapes: Shapes,
        note: onnxruntime.InferenceSession,
        note_shapes: Shapes,
        batch: int,
    ) -> None:
        self._time, self._note, self._note_shapes = time, note, note_shapes
        self._behind = _zeros(time_shapes, batch * KEYS)
        self._features = np.zeros((batch, KEYS, note.get_inputs()[0].shape[1]), np.float32)
        self._step = self._key = 0  # of the cell that comes next
        self._cells = np.zeros((batch, KEYS), np.int64)  # of the step begun
        self._below: States = {}
        self._begun()

    def step(self, tokens: NDArray[np.int64]) -> Logits:
        self._cells[:, self._key] = tokens
        self._key += 1
        if self._key < KEYS:
            return self._above(tokens)
        self._key = 0
        self._passed()
        return self._begun()

    def select(self, rows: NDArray[np.int64]) -> None:
        lanes = (rows[:, None] * KEYS + np.arange(KEYS)).ravel()
        self._behind = {name: state[:, lanes] for name, state in self._behind.items()}
        self._below = {name: state[:, rows] for name, state in self._below.items()}
        self._features, self._cells = self._features[rows], self._cells[rows]

    def _passed(self) -> None:
        """Take the finished step into the time layers."""
        told = [attributes(row[None].astype(np.uint8), self._step)[0] for row in self._cells]
        features, self._behind = _run(self._time, "features", {"attributes": np.concatenate(told)}, self._behind)
        self._features = features.reshape(self._features.shape)
        self._step += 1

    def _begun(self) -> Logits:
        """Begin with the lowest key, below which there is silence."""
        self._below = _zeros(self._note_shapes, len(self._cells))
        return self._above(np.zeros(len(self._cells), np.int64))

    def _above(self, tokens: NDArray[np.int64]) -> Logits:
        """What the key may do of which the one below did this."""
        given = {"features": self._features[:, self._key], "below": tokens}
        logits, self._below = _run(self._note, "logits", given, self._below)
        return logits


def _zeros(shapes: Shapes, lanes: int) -> States:
    return {name: np.zeros((1, lanes, shape[2]), np.float32) for name, shape in shapes.items()}


def _run(
    session: onnxruntime.InferenceSession, name: str, given: Mapping[str, NDArray[np.generic]], states: States
) -> tuple[Array, States]:
    """The output of that name, and the states after it."""
    output, *after = outputs(session, [name, *(f"{state}_after" for state in states)], {**given, **states})
    return np.asarray(output), dict(zip(states, after, strict=True))
