"""Compiling the inner loops with numba where it is installed (requirements/compiled.txt)."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

COMPILED = find_spec("numba") is not None  # without it, callers take their numpy way, which gives the same bits


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code, made on its first call and kept beside the module; it lets other threads run."""
    if not COMPILED:
        return function
    import numba

    made: Callable[P, R] = numba.njit(cache=True, nogil=True)(function)
    return made
