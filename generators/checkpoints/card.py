"""What a checkpoint says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from generators.encodings import Encoding
from generators.models.config import ModelConfig
from generators.systems.recipe import Recipe


@dataclass(frozen=True, slots=True)
class EpochLosses:
    """What training for one more epoch came to."""

    epoch: int  # from 1
    train_loss: float  # nats per token, dropout on
    valid_loss: float  # nats per token, dropout off
    learning_rate: float


@dataclass(frozen=True, slots=True)
class NamedCheckpoint:
    """A checkpoint that another one was made from."""

    system: str
    digest: str  # of its file


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
    history: tuple[EpochLosses, ...] = ()
    int8_loss_change: float | None = None  # nats per held-out token that 8-bit weights add; None: not measured
    parent: NamedCheckpoint | None = None  # that training began with
