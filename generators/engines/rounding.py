"""An ONNX graph with its weights in 8 bits, in which each row of a batch is computed as if it were alone.

Weights are rounded 32 inputs at a time to 127ths of the largest, activations as they come, each row for itself
(com.microsoft.MatMulNBits at accuracy level 4). ONNX Runtime's quantize_dynamic rounds activations by the largest of
the whole batch: what a piece becomes would depend on its neighbors.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

BLOCK = 32  # inputs rounded together
LARGEST = 127
DOMAIN = "com.microsoft"

Array = NDArray[np.floating]


def rounded(model: ModelProto) -> ModelProto:
    """The same graph with the weights of its linear layers and LSTMs (of one step) in 8 bits."""
    graph = _Rounded(model)
    nodes = [new for node in model.graph.node for new in graph.nodes(node)]
    used = {name for node in nodes for name in node.input}
    kept = [weight for weight in model.graph.initializer if weight.name in used]
    made = helper.make_graph(nodes, "step", model.graph.input, model.graph.output, [*kept, *graph.weights])
    opsets = [*model.opset_import, helper.make_opsetid(DOMAIN, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=model.ir_version)


class _Rounded:
    """Nodes to put in others' places, and the weights that these need."""

    def __init__(self, model: ModelProto) -> None:
        self._exact = {weight.name: weight for weight in model.graph.initializer}
        self.weights: list[TensorProto] = []

    def nodes(self, node: NodeProto) -> Iterator[NodeProto]:
        if node.op_type == "MatMul" and node.input[1] in self._exact:
            yield self._product(node.input[0], self._array(node.input[1]).T, None, node.output[0])
        elif node.op_type == "LSTM":
            yield from self._lstm(node)
        else:
            yield node

    def _array(self, name: str) -> Array:
        return np.asarray(numpy_helper.to_array(self._exact[name]))

    def _weight(self, name: str, value: NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _product(self, x: str, weight: Array, bias: Array | None, name: str) -> NodeProto:
        """`name`: x @ weightᵀ + bias, for a weight (outputs, inputs)."""
        outputs, inputs = weight.shape
        filled = np.pad(weight, ((0, 0), (0, -inputs % BLOCK))).reshape(outputs, -1, BLOCK)
        scale = np.maximum(np.abs(filled).max(axis=2), np.finfo(np.float32).tiny) / LARGEST
        levels = np.rint(filled / scale[..., None]) + LARGEST + 1  # 128 stands for 0
        given = [
            x,
            self._weight(f"{name}.levels", levels.astype(np.uint8)),
            self._weight(f"{name}.scale", scale.ravel()),
        ]
        if bias is not None:
            given += ["", "", self._weight(f"{name}.bias", bias)]
        sizes = {"K": inputs, "N": outputs, "bits": 8, "block_size": BLOCK, "accuracy_level": 4}
        return helper.make_node("MatMulNBits", given, [name], domain=DOMAIN, **sizes)

    def _lstm(self, node: NodeProto) -> Iterator[NodeProto]:
        """One step, by the formulas of ONNX's LSTM: gates in the order i o f c."""
        x, below, own, bias, _, hidden, cell = node.input
        _, hidden_after, cell_after = node.output
        units = self._array(own).shape[2]
        both = np.concatenate([self._array(below)[0], self._array(own)[0]], axis=1)
        shift = self._array(bias)[0].reshape(2, -1).sum(axis=0)
        name = f"{hidden_after}."
        yield helper.make_node("Concat", [x, hidden], [f"{name}read"], axis=2)
        yield self._product(f"{name}read", both, shift, f"{name}gates")
        cut = self._weight(f"{name}cut", np.array([3 * units, units]))
        yield helper.make_node("Split", [f"{name}gates", cut], [f"{name}open", f"{name}new"], axis=2)
        yield helper.make_node("Sigmoid", [f"{name}open"], [f"{name}shares"])
        gates = [f"{name}{gate}" for gate in ("input", "output", "forget")]
        yield helper.make_node("Split", [f"{name}shares"], gates, axis=2, num_outputs=3)
        yield helper.make_node("Tanh", [f"{name}new"], [f"{name}candidate"])
        yield helper.make_node("Mul", [gates[0], f"{name}candidate"], [f"{name}written"])
        yield helper.make_node("Mul", [gates[2], cell], [f"{name}kept"])
        yield helper.make_node("Add", [f"{name}written", f"{name}kept"], [cell_after])
        yield helper.make_node("Tanh", [cell_after], [f"{name}told"])
        yield helper.make_node("Mul", [gates[1], f"{name}told"], [hidden_after])
