"""The devices that torch computes on, and running out of their memory, said in a way that helps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from generators.errors import InputError

REFUSED_BY_CPU = "can't allocate memory"  # torch's words, in an error that is of no kind of its own


@contextmanager
def memory_for(batch: int, device: str) -> Iterator[None]:
    """Raises InputError, which names the batch to try, where what is done within runs out of memory.

    Where Linux grants more memory than there is, it ends the process instead, and nothing can be said.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not isinstance(error, MemoryError | torch.OutOfMemoryError) and REFUSED_BY_CPU not in str(error):
            raise
        advice = f"try --batch {batch // 2}" if batch > 1 else "try --preset small"
        raise InputError(f"a batch of {batch} does not fit into the memory of the {device}: {advice}") from None


def choose_device(name: str) -> str:
    """`auto` → a GPU if torch has one, else the CPU. Raises InputError if the device asked for is not there."""
    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda" and not torch.cuda.is_available():
        raise InputError("no GPU here for --device cuda: choose from auto, cpu")
    return name


def computes_in_bfloat16(device: torch.device) -> bool:
    """Whether it multiplies in bfloat16. A CPU without has no LSTM in bfloat16 at all."""
    return device.type != "cpu" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
