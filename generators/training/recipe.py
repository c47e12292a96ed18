"""How a system is trained: every number that could change the result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    epochs: int
    batch: int = 50  # streams side by side
    steps: int = 128  # tokens of truncated backpropagation
    learning_rate: float = 2e-3  # Adam's
    halve_every: int = 5  # epochs
    clip: float = 5.0  # largest absolute value of a gradient
    seed: int = 1
    bfloat16: bool = True  # matrix products in bfloat16, loss in float32: 1.9 times as fast on a CPU that has it

    def learning_rate_at(self, epoch: int) -> float:
        """The learning rate in an epoch, counted from 1."""
        return self.learning_rate * 0.5 ** ((epoch - 1) // self.halve_every)
