"""The sizes of recurrent language models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generators.errors import InputError
from generators.models.config import ModelConfig

CELLS = ("lstm", "gru", "rnn")  # rnn: Elman's


@dataclass(frozen=True, slots=True)
class RecurrentConfig(ModelConfig):
    name: ClassVar[str] = "recurrent"
    embedding: int = 32  # width; 0: one-hot, as wide as the vocabulary
    hidden: int = 256  # units a layer
    layers: int = 3
    dropout: float = 0.3  # probability of a unit being switched off in training
    cell: str = "lstm"  # one of CELLS
    batch_norm: bool = True
    dropout_between: bool = True  # dropout after every layer, not only the last

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise InputError(f"no cell {self.cell!r}: choose from {', '.join(CELLS)}")
