"""The sizes of Deep Jammer's model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generators.encodings.pianoroll import VOCABULARY
from generators.errors import InputError
from generators.models.config import ModelConfig


@dataclass(frozen=True, slots=True)
class BiaxialConfig(ModelConfig):
    name: ClassVar[str] = "biaxial"
    vocabulary: int = len(VOCABULARY)
    keys: int = 88
    time_layers: tuple[int, ...] = (300, 300)  # units
    note_layers: tuple[int, ...] = (100, 50)
    dropout: float = 0.5

    def __post_init__(self) -> None:
        if self.vocabulary != len(VOCABULARY):
            raise InputError(f"a vocabulary of {self.vocabulary}: cells are {', '.join(VOCABULARY)}")
        if not self.time_layers or not self.note_layers:
            raise InputError("time and note layers need one each at least")
        object.__setattr__(self, "time_layers", tuple(self.time_layers))  # a card gives lists
        object.__setattr__(self, "note_layers", tuple(self.note_layers))
