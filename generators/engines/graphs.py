"""ONNX graphs built from a checkpoint's weights by hand, so that nothing here needs torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

OPSET = 20
IR_VERSION = 9


class Graph:
    """Nodes and weights as they are added; names are unique by count."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self._inputs: list[Any] = []
        self._outputs: list[Any] = []

    def input(self, name: str, shape: Sequence[str | int], *, integer: bool = False) -> str:
        self._inputs.append(_info(name, shape, integer=integer))
        return name

    def output(self, name: str, value: str, shape: Sequence[str | int]) -> None:
        """Call a value by a name the caller knows."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(_info(name, shape, integer=False))

    def weight(self, value: NDArray[Any]) -> str:
        name = f"w{len(self._weights)}"
        kind = np.int64 if np.issubdtype(value.dtype, np.integer) else np.float32
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=kind), name))
        return name

    def add(self, operator: str, *inputs: str, outputs: int = 1, **attributes: Any) -> Any:
        """The name of the node's output, or a list of names of several."""
        names = [f"v{len(self._nodes)}.{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x: str, weight: NDArray[Any], bias: NDArray[Any] | None) -> str:
        """What torch's Linear does: x @ weightᵀ + bias."""
        product: str = self.add("MatMul", x, self.weight(weight.T))
        return product if bias is None else str(self.add("Add", product, self.weight(bias)))

    def model(self) -> ModelProto:
        graph = helper.make_graph(self._nodes, "step", self._inputs, self._outputs, self._weights)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


def _info(name: str, shape: Sequence[str | int], *, integer: bool) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.INT64 if integer else TensorProto.FLOAT, list(shape))
