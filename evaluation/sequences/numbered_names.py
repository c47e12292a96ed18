"""The names of sequences that lie one after the other, in a file say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload


@dataclass(frozen=True)
class NumberedNames(Sequence[str]):
    """Each a prefix and a number, from the first one on: made when asked for, so that millions take no memory."""

    prefix: str
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
            return tuple(f"{self.prefix}{number}" for number in numbers)
        return f"{self.prefix}{numbers}"
