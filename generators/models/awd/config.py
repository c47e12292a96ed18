"""The sizes of an AWD-LSTM, and what it drops in training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generators.models.config import ModelConfig


@dataclass(frozen=True, slots=True)
class AwdConfig(ModelConfig):
    name: ClassVar[str] = "awd-lstm"
    embedding: int = 400  # width, and that of the last layer
    hidden: int = 600  # units of the other layers
    layers: int = 4
    # Probabilities of being dropped in training, as Clara has them.
    drop_input: float = 0.05
    drop_output: float = 0.05
    drop_weights: float = 0.1  # recurrent ones
    drop_words: float = 0.02  # of the embedding, all their places at once
    drop_between: float = 0.05  # layers
    activation: float = 2.0  # AR
    temporal_activation: float = 1.0  # TAR
