"""What a checkpoint says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from generators.encodings import Encoding
from generators.models.config import ModelConfig
from generators.systems.recipe import Recipe


@dataclass(frozen=True)
class Card:
    system: str
    model: ModelConfig
    encoding: Encoding
    recipe: Recipe | None  # None: counted, not trained step by step
    data: str  # the pieces, and their licence
    split: str
    seed: int
    epoch: int  # after which these weights were kept
    train_loss: float  # nats per token, with dropout, over that epoch
    valid_loss: float  # nats per token
    history: list[dict[str, float]] = field(default_factory=list)
    int8_loss_change: float | None = None  # nats per held-out token that 8-bit weights add; None: not measured
    parent: dict[str, str] | None = None  # system and digest of the checkpoint that training began with
