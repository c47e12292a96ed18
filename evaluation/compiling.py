"""Compiling the inner loops with numba where it is installed (requirements/compiled.txt)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

COMPILED = find_spec("numba") is not None  # without it, callers take their numpy way, which gives the same bits
COMPILING = "compiling the inner loops, once for this machine: some 10 seconds"


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code, made on its first call and kept beside the module; it lets other threads run.

    Where nothing can be kept (no folder that may be written to), it is made again in each process.
    """
    if not COMPILED:
        return function
    import numba

    _say_when_compiling()
    try:
        made: Callable[P, R] = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba found no folder for its cache
        made = numba.njit(nogil=True)(function)
    return made


@cache
def _say_when_compiling() -> None:
    """Have a line written to standard error before the process compiles for the first time, if ever it does."""
    from numba.core import event

    class Saying(event.Listener):
        said = False

        def on_start(self, event: Any) -> None:
            if not self.said:
                self.said = True
                sys.stderr.write(f"{COMPILING}\n")

        def on_end(self, event: Any) -> None:
            """Nothing: Listener asks for it."""

    event.register("numba:compile", Saying())  # type: ignore[no-untyped-call]  # numba has no types
