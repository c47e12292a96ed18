"""Deep Jammer's model as two ONNX graphs: a step of its time layers for every key, a key of its note layers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from onnx import ModelProto

from generators.encodings.pianoroll import ATTRIBUTES
from generators.engines.engine import Weights
from generators.engines.graphs import Graph
from generators.engines.recurrent.graph import LAYER, Shapes, recurrent_layer
from generators.models.biaxial.config import BiaxialConfig


def time_graph(config: BiaxialConfig, weights: Weights) -> tuple[ModelProto, Shapes]:
    """From each key's attributes in a step, (lanes, attributes), to what the note layers are told of it."""
    graph = Graph()
    x, shapes = _layers(graph, graph.input("attributes", ["B", ATTRIBUTES]), weights, "time", config.time_layers)
    graph.output("features", x, ["B", config.time_layers[-1]])
    return graph.model(), shapes


def note_graph(config: BiaxialConfig, weights: Weights) -> tuple[ModelProto, Shapes]:
    """From a key's features and the cell of the key below to the log-probabilities of its own cell, (B, 3)."""
    graph = Graph()
    features = graph.input("features", ["B", config.time_layers[-1]])
    below = graph.add("Gather", graph.weight(np.eye(config.vocabulary)), graph.input("below", ["B"], integer=True))
    x, shapes = _layers(graph, graph.add("Concat", features, below, axis=1), weights, "note", config.note_layers)
    both = graph.linear(x, weights["output.weight"], weights["output.bias"])
    play, articulate = graph.add_to_many(2, "Split", both, axis=1, num_outputs=2)  # (B, 1) each
    plays, silent = _log_sigmoid(graph, play), _log_sigmoid(graph, graph.add("Neg", play))
    struck = graph.add("Add", plays, _log_sigmoid(graph, articulate))
    held = graph.add("Add", plays, _log_sigmoid(graph, graph.add("Neg", articulate)))
    graph.output("logits", graph.add("Concat", silent, struck, held, axis=1), ["B", config.vocabulary])
    return graph.model(), shapes


def _layers(graph: Graph, x: str, weights: Weights, name: str, units: Sequence[int]) -> tuple[str, Shapes]:
    """LSTMs over one step of (B, inputs): what the last one says, (B, units), and the shapes of their states."""
    first = graph.weight(np.array([0]))
    x, states = graph.add("Unsqueeze", x, first), Shapes()
    for layer in range(len(units)):
        own = {kind: weights[f"{name}.{layer}.{kind}_l0"] for kind in LAYER}
        inputs = own["weight_ih"].shape[1]
        ones, zeros = np.ones(inputs, np.float32), np.zeros(inputs, np.float32)
        x, shapes = recurrent_layer(graph, "lstm", x, own, ones, zeros, f"_{name}{layer}")
        states |= shapes
    return graph.add("Squeeze", x, first), states


def _log_sigmoid(graph: Graph, x: str) -> str:
    """-softplus(-x)."""
    return str(graph.add("Neg", graph.add("Softplus", graph.add("Neg", x))))
