"""What an encoding's tokens mean to whoever writes them one after another: how they move time on, begin and end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from generators.encodings.roll import step_ticks


@dataclass(frozen=True, eq=False)
class Alphabet:
    """An encoding's tokens, as they are written one after another."""

    steps_per_quarter: int
    advance: NDArray[np.int64]  # (vocabulary,) by how many parts of a step each token moves time on
    opening: tuple[int, ...]  # what a piece of the model's own begins with
    end: int | None = None  # what ends a piece
    never: tuple[int, ...] = ()  # tokens that stand in no music: START, UNKNOWN, composers
    waits: tuple[int, ...] = ()  # tokens that let one step go by, two, … and do nothing else
    parts: int = 1  # of a step: the tokens of a frame, where only their number tells where it ends
    framed: bool = False  # a step is several tokens in a fixed order, of which none may be missing
    silent: tuple[int, ...] = ()  # tokens that no voice of a frame sings: rests, fermatas
    composers: Mapping[str, int] = field(default_factory=dict)  # names → the tokens that may follow the opening

    @property
    def step_ticks(self) -> int:
        return step_ticks(self.steps_per_quarter)

    def steps(self, tokens: Sequence[int]) -> int:
        """How many whole steps go by in the tokens."""
        return int(self.advance[list(tokens)].sum()) // self.parts

    def places(self, tokens: Sequence[int]) -> NDArray[np.int64]:
        """(T,) the step, from 0, in which each token stands."""
        moved = self.advance[list(tokens)]
        return np.asarray((np.cumsum(moved) - moved) // self.parts)


def in_step(size: int, steps_per_quarter: int, opening: int, never: tuple[int, ...] = ()) -> Alphabet:
    """Of `size` tokens of which each is a step of music."""
    return Alphabet(steps_per_quarter, np.ones(size, dtype=np.int64), (opening,), never=never)


def delimited(size: int, steps_per_quarter: int, delimiter: int, start: int, end: int) -> Alphabet:
    """Of `size` tokens where frames of any length end with a delimiter, between START and END."""
    advance = np.zeros(size, dtype=np.int64)
    advance[delimiter] = 1
    return Alphabet(steps_per_quarter, advance, (start,), end, never=(start,), framed=True)
