"""What every step on a device does: no shape changes from one to the next, so that a GPU can record it."""

from __future__ import annotations

from typing import Protocol

from torch import Tensor


class StaticStep(Protocol):
    """One token of a model for every row, its state kept in place."""

    def begin(self) -> None:
        """Forget what was read."""

    def span(self, place: int) -> int:
        """What `logits` must be told at this place; steps of the same span do the same."""

    def logits(self, tokens: Tensor, place: Tensor, span: int) -> Tensor:
        """(B, vocabulary) after the tokens, (B,), at the place, (1,)."""
