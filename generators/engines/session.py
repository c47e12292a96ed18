"""ONNX Runtime's sessions, made for small models, and out of memory as Python is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, RuntimeException

from generators.engines.rounding import rounded

REFUSED = ("Failed to allocate memory", "bad_alloc")  # ONNX Runtime's words, in errors that have many causes


def session(graph: ModelProto, *, int8: bool) -> onnxruntime.InferenceSession:
    """A session on one thread: these models are too small to share out, and whole processes run side by side better."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # fatal: what is less is raised, too
    made = rounded(graph) if int8 else graph
    return onnxruntime.InferenceSession(made.SerializeToString(), options, providers=["CPUExecutionProvider"])


def outputs(
    session: onnxruntime.InferenceSession, names: list[str], given: Mapping[str, NDArray[np.generic]]
) -> list[NDArray[np.float32]]:
    """The outputs of those names. Raises MemoryError where there is no more memory."""
    try:
        computed: list[NDArray[np.float32]] = session.run(names, given)
    except (Fail, RuntimeException) as error:
        if not any(words in str(error) for words in REFUSED):
            raise
        raise MemoryError(str(error)) from None
    return computed
