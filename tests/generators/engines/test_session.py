"""Out of memory, in the words of ONNX Runtime 1.31 under a memory limit, is out of memory as Python has it."""

from __future__ import annotations

import re
from unittest.mock import Mock

import numpy as np
import pytest
from onnxruntime import InferenceSession
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, RuntimeException

from generators.engines.graphs import Graph
from generators.engines.session import outputs, session

NODE = "Non-zero status code returned while running LSTM node. Name:'' Status Message: "
IN_THE_ARENA = "bfc_arena.cc:360 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) "
REFUSALS = (
    Fail(
        f"[ONNXRuntimeError] : 1 : FAIL : {NODE}{IN_THE_ARENA}Failed to allocate memory for requested buffer of size 4"
    ),
    RuntimeException(f"[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : {NODE}std::bad_alloc"),
)


@pytest.fixture
def table() -> InferenceSession:
    """Says the number at each place of a table of two."""
    graph = Graph()
    places = graph.input("places", ["B"], integer=True)
    graph.output("numbers", graph.add("Gather", graph.weight(np.array([1.5, 2.5])), places), ["B"])
    return session(graph.model(), int8=False)


def test_a_session_gives_the_outputs_asked_for(table: InferenceSession) -> None:
    (numbers,) = outputs(table, ["numbers"], {"places": np.array([1, 0, 1])})
    assert numbers.tolist() == [2.5, 1.5, 2.5]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: type(refusal).__name__)
def test_memory_refused_is_a_memory_error(refusal: Exception) -> None:
    with pytest.raises(MemoryError, match=re.escape(str(refusal))):
        outputs(Mock(run=Mock(side_effect=refusal)), ["numbers"], {})


def test_what_fails_otherwise_is_no_lack_of_memory_and_nothing_is_printed(
    table: InferenceSession, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InvalidArgument, match="out of data bounds"):
        outputs(table, ["numbers"], {"places": np.array([2])})
    assert capfd.readouterr().err == ""
    with pytest.raises(Fail, match="no disk"):
        outputs(Mock(run=Mock(side_effect=Fail("no disk"))), ["numbers"], {})
