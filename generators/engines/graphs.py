"""ONNX graphs built from a checkpoint's weights by hand, so that nothing here needs torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

OPSET = 20
IR_VERSION = 9


class Graph:
    """Nodes and weights as they are added; names are unique by count."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._weights: list[TensorProto] = []
        self._inputs: list[ValueInfoProto] = []
        self._outputs: list[ValueInfoProto] = []

    def input(self, name: str, shape: Sequence[str | int], *, integer: bool = False) -> str:
        self._inputs.append(_info(name, shape, integer=integer))
        return name

    def output(self, name: str, value: str, shape: Sequence[str | int]) -> None:
        """Call a value by a name the caller knows."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(_info(name, shape, integer=False))

    def weight(self, value: NDArray[np.generic]) -> str:
        name = f"w{len(self._weights)}"
        kind = np.int64 if np.issubdtype(value.dtype, np.integer) else np.float32
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=kind), name))
        return name

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """The name of the node's output."""
        (name,) = self.add_to_many(1, operator, *inputs, **attributes)
        return name

    def add_to_many(self, outputs: int, operator: str, *inputs: str, **attributes: Any) -> list[str]:
        """The names of the node's outputs, so many."""
        names = [f"v{len(self._nodes)}.{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names

    def linear(self, x: str, weight: NDArray[np.generic], bias: NDArray[np.generic] | None) -> str:
        """What torch's Linear does: x @ weightᵀ + bias."""
        product = self.add("MatMul", x, self.weight(weight.T))
        return product if bias is None else self.add("Add", product, self.weight(bias))

    def model(self) -> ModelProto:
        graph = helper.make_graph(self._nodes, "step", self._inputs, self._outputs, self._weights)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


def _info(name: str, shape: Sequence[str | int], *, integer: bool) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64 if integer else TensorProto.FLOAT, list(shape))
