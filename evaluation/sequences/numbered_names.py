"""The names of sequences that lie one after the other in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload


@dataclass(frozen=True)
class NumberedNames(Sequence[str]):
    """`FILE:FIRST`, `FILE:FIRST+1`, …: made when asked for, so that millions take no memory."""

    path: Path
    first: int
    sequences: int

    def __len__(self) -> int:
        return self.sequences

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        numbers = range(self.first, self.first + self.sequences)[place]
        if isinstance(numbers, range):
            return tuple(f"{self.path}:{number}" for number in numbers)
        return f"{self.path}:{numbers}"
