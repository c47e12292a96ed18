"""How a system is trained: every number that could change the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Recipe:
    epochs: int
    batches: Literal["streams", "windows", "segments"] = "streams"  # how pieces are cut: see batches.py
    batch: int = 50  # rows side by side
    steps: int = 128  # tokens of a row: of truncated backpropagation, or of a window
    epoch_tokens: int | None = None  # that an epoch draws, about, where there are more; None: all there are
    optimizer: Literal["adam", "adadelta"] = "adam"
    summed: bool = False  # what is minimized is the sum over a batch's tokens, not their mean: Adadelta's steps differ
    learning_rate: float = 2e-3
    betas: tuple[float, float] = (0.9, 0.999)  # Adam's
    weight_decay: float = 0.0
    decay: float = 0.5  # what the learning rate is multiplied by
    decay_every: int = 5  # epochs
    clip: float | None = 5.0  # largest absolute value of a gradient
    clip_norm: float | None = None  # largest norm of all gradients
    patience: int | None = None  # epochs without a better validation loss before training stops; None: never
    seed: int = 1
    bfloat16: bool = True  # matrix products in bfloat16, loss in float32, where the device has it: 1.9 times as fast

    def __post_init__(self) -> None:
        object.__setattr__(self, "betas", tuple(self.betas))  # a card gives a list

    def learning_rate_at(self, epoch: int) -> float:
        """The learning rate in an epoch, counted from 1."""
        return self.learning_rate * self.decay ** ((epoch - 1) // self.decay_every)
