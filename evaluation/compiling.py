"""Compiling the inner loops with numba where it is installed (requirements/compiled.txt)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, update_wrapper
from importlib.util import find_spec
from threading import RLock
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

COMPILED = find_spec("numba") is not None  # without it, callers take their numpy way, which gives the same bits
COMPILING = "compiling the inner loops, once for this machine: some 10 seconds"


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code, made on its first call and kept beside the module; it lets other threads run.

    numba itself is loaded by the first call of any. Where nothing can be kept (no folder that may be written to), it is
    made again in each process.
    """
    return _Kernel(function) if COMPILED else function


def pays(work: int, least: int) -> bool:
    """Whether to take the compiled way: it is there, and is loaded already or is worth loading.

    It is once numpy did as much in this process as it does while numba loads, or would have to at one go: of each kind
    of work, `least` is that.
    """
    share = work / least
    worth = max(_Kernel.asked, share) >= 1
    _Kernel.asked += share
    return COMPILED and (worth or _Kernel.loaded)


class _Kernel(Generic[P, R]):
    """A function that numba is asked for when it is first called."""

    loaded = False  # whether any has been called
    asked = 0.0  # so far, of the work that pays for loading
    _lock = RLock()

    def __init__(self, function: Callable[P, R]) -> None:
        update_wrapper(self, function)
        self._function = function
        self._made: Callable[P, R] | None = None

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> R:
        return self.made()(*arguments, **named)

    def made(self) -> Callable[P, R]:
        """What numba makes of it, and of the kernels that it calls: they take their names' places in its module."""
        with self._lock:
            if self._made is None:
                known = self._function.__globals__
                for name in self._function.__code__.co_names:
                    if isinstance(other := known.get(name), _Kernel) and other is not self:
                        known[name] = other.made()
                self._made = _made(self._function)
            return self._made


def _made(function: Callable[P, R]) -> Callable[P, R]:
    import numba

    _Kernel.loaded = True
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

        def on_start(self, event: object) -> None:
            if not self.said:
                self.said = True
                sys.stderr.write(f"{COMPILING}\n")

        def on_end(self, event: object) -> None:
            """Nothing: Listener asks for it."""

    event.register("numba:compile", Saying())  # type: ignore[no-untyped-call]  # numba has no types
