"""What a checkpoint says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Card:
    """What a checkpoint says of itself."""

    system: str
    model: dict[str, Any]  # its name in MODELS, or "ngram", and its configuration
    encoding: dict[str, Any]  # its name in ENCODINGS, and its configuration
    recipe: dict[str, Any]
    data: str  # the pieces, and their licence
    split: str
    seed: int
    epoch: int  # after which these weights were kept
    train_loss: float  # nats per token, with dropout, over that epoch
    valid_loss: float  # nats per token
    history: list[dict[str, float]] = field(default_factory=list)
    int8_loss_change: float | None = None  # nats per held-out token that 8-bit weights add; None: not measured
    parent: dict[str, str] | None = None  # system and digest of the checkpoint that training began with
