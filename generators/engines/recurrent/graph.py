"""One step of a recurrent model as an ONNX graph.

ONNX orders the gates of a cell otherwise than torch does. Batch normalization, which in use only scales and shifts,
is taken into the weights of the layer after it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto

from generators.engines.engine import Weights
from generators.engines.graphs import Graph

# torch's blocks of weights in ONNX's order: LSTM i f g o → i o f c; GRU r z n → z r h.
CELLS = {"lstm": ("LSTM", (0, 3, 1, 2)), "gru": ("GRU", (1, 0, 2)), "rnn": ("RNN", (0,))}
LAYER = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
EPSILON = 1e-5  # torch's BatchNorm

Array = NDArray[np.floating]


Shapes = dict[str, tuple[int, ...]]  # of states, with 0 for the batch


class Ends(NamedTuple):
    """What stands below the layers and above them."""

    table: Array  # (vocabulary, width) embeddings
    output: Array  # (vocabulary, units) the output layer's weight
    bias: Array  # (vocabulary,)


def recurrent_graph(cell: str, layers: int, ends: Ends, weights: Weights) -> tuple[ModelProto, Shapes]:
    """The graph and the shape of each state.

    Weights between the ends are called as torch calls those of layers that are modules of their own: `layers.0.…_l0`;
    with `norms.0.…` where there is batch normalization after a layer.
    """
    table, output, output_bias = ends
    graph = Graph()
    tokens = graph.input("tokens", ["B"], integer=True)
    x = graph.add("Unsqueeze", graph.add("Gather", graph.weight(table), tokens), graph.weight(np.array([0])))
    scale, shift = np.ones(table.shape[1], np.float32), np.zeros(table.shape[1], np.float32)
    states = Shapes()
    for layer in range(layers):
        own = {name: weights[f"layers.{layer}.{name}_l0"] for name in LAYER}
        x, shapes = recurrent_layer(graph, cell, x, own, scale, shift, str(layer))
        states |= shapes
        scale, shift = _normalization(weights, layer, own["weight_hh"].shape[1])
    top = graph.add("Squeeze", x, graph.weight(np.array([0])))
    logits = graph.linear(top, output * scale, output_bias + output @ shift)
    graph.output("logits", logits, ["B", len(output_bias)])
    return graph.model(), states


def recurrent_layer(
    graph: Graph, cell: str, x: str, own: Weights, scale: Array, shift: Array, name: str
) -> tuple[str, Shapes]:
    """A layer over (steps, B, units), x · scale + shift: its last output, (1, B, hidden), and its states' shapes.

    own: the weights of LAYER. The states are inputs called by `name`, and outputs with `_after` behind it.
    """
    operator, order = CELLS[cell]
    hidden = own["weight_hh"].shape[1]
    below = _ordered(own["weight_ih"] * scale, order)
    bias = _ordered(own["bias_ih"] + own["weight_ih"] @ shift, order)
    both = np.concatenate([bias, _ordered(own["bias_hh"], order)])
    kept = [f"{kind}{name}" for kind in ("h", "c")[: 2 if operator == "LSTM" else 1]]
    given = [graph.input(each, [1, "B", hidden]) for each in kept]
    attributes = {"linear_before_reset": 1} if operator == "GRU" else {}
    recurrent = graph.weight(_ordered(own["weight_hh"], order)[None])
    _, *after = graph.add_to_many(
        1 + len(kept), operator, x, graph.weight(below[None]), recurrent, graph.weight(both[None]), "", *given,
        hidden_size=hidden, **attributes,
    )  # fmt: skip
    for each, value in zip(kept, after, strict=True):
        graph.output(f"{each}_after", value, [1, "B", hidden])
    return after[0], dict.fromkeys(kept, (1, 0, hidden))


def _ordered(weight: Array, order: tuple[int, ...]) -> Array:
    blocks = np.split(weight, len(order))
    return np.concatenate([blocks[place] for place in order])


def _normalization(weights: Weights, layer: int, hidden: int) -> tuple[Array, Array]:
    """What batch normalization multiplies by and adds."""
    name = f"norms.{layer}"
    if f"{name}.weight" not in weights:
        return np.ones(hidden, np.float32), np.zeros(hidden, np.float32)
    scale: Array = weights[f"{name}.weight"] / np.sqrt(weights[f"{name}.running_var"] + EPSILON)
    return scale, weights[f"{name}.bias"] - weights[f"{name}.running_mean"] * scale
