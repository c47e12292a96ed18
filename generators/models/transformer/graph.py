"""One step of a transformer as an ONNX graph: the keys and values of earlier tokens come in, this token's go out.

They are laid out (places, B, heads, width of a head): the first n places of a larger array then enter without a copy.
"""

from __future__ import annotations

import math

import numpy as np
from onnx import ModelProto

from generators.engines.engine import Weights
from generators.engines.graphs import Graph
from generators.models.transformer.config import TransformerConfig


def transformer_graph(config: TransformerConfig, weights: Weights) -> tuple[ModelProto, dict[str, tuple[int, ...]]]:
    """The graph and the shape of one place of each cache, with 0 for the batch. Weights as TransformerModel's."""
    heads, width = config.heads, config.width
    graph = Graph()
    tokens, position = graph.input("tokens", ["B"], integer=True), graph.input("position", [], integer=True)
    embedding = weights["tokens.weight"]
    places = graph.add("Gather", graph.weight(weights["positions.weight"]), position)
    x = graph.add("Add", graph.add("Gather", graph.weight(embedding), tokens), places)
    for layer in range(config.layers):
        own = {name.split(".", 2)[2]: value for name, value in weights.items() if name.startswith(f"blocks.{layer}.")}
        x = graph.add("Add", x, _attention(graph, _norm(graph, x, own, "attention_norm"), own, layer, heads, width))
        inside = _norm(graph, x, own, "feed_forward_norm")
        inside = graph.linear(inside, own["feed_forward.0.weight"], own["feed_forward.0.bias"])
        inside = graph.add("Gelu", inside, approximate="tanh")
        x = graph.add("Add", x, graph.linear(inside, own["feed_forward.2.weight"], own["feed_forward.2.bias"]))
    logits = graph.linear(_norm(graph, x, weights, "norm"), embedding, None)
    graph.output("logits", logits, ["B", config.vocabulary])
    names = [f"{kind}{layer}" for layer in range(config.layers) for kind in ("k", "v")]
    return graph.model(), dict.fromkeys(names, (0, heads, width // heads))


def _norm(graph: Graph, x: str, weights: Weights, name: str) -> str:
    scale, shift = graph.weight(weights[f"{name}.weight"]), graph.weight(weights[f"{name}.bias"])
    normalized: str = graph.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-5)
    return normalized


def _attention(graph: Graph, x: str, own: Weights, layer: int, heads: int, width: int) -> str:
    size = width // heads
    name = "attention.queries_keys_values"
    split = graph.linear(x, own[f"{name}.weight"], own[f"{name}.bias"])
    split = graph.add("Reshape", split, graph.weight(np.array([-1, 3, heads, size])))
    query, *new = graph.add_to_many(3, "Split", split, axis=1, num_outputs=3)  # (B, 1, heads, size) each
    seen = []
    for kind, value in zip(("k", "v"), new, strict=True):
        past = graph.input(f"{kind}{layer}", ["n", "B", heads, size])
        own_place = graph.add("Transpose", value, perm=[1, 0, 2, 3])
        graph.output(f"{kind}{layer}_after", own_place, [1, "B", heads, size])
        seen.append(graph.add("Concat", past, own_place, axis=0))
    scaled = graph.add("Mul", query, graph.weight(np.array(1 / math.sqrt(size))))
    query = graph.add("Transpose", scaled, perm=[0, 2, 1, 3])  # (B, heads, 1, size)
    scores = graph.add("MatMul", query, graph.add("Transpose", seen[0], perm=[1, 2, 3, 0]))
    weights = graph.add("Softmax", scores, axis=-1)
    mixed = graph.add("MatMul", weights, graph.add("Transpose", seen[1], perm=[1, 2, 0, 3]))
    flat = graph.add("Reshape", mixed, graph.weight(np.array([-1, width])))
    return graph.linear(flat, own["attention.output.weight"], own["attention.output.bias"])
