"""What a system is: an encoding, a model, a way to train it and a way to sample from it, under one name."""

from __future__ import annotations

from dataclasses import dataclass

from generators.encodings.chorale import ChoraleEncoding
from generators.models.recurrent import RecurrentConfig
from generators.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class System:
    name: str
    source: str
    deviations: str
    encoding: ChoraleEncoding
    model: RecurrentConfig
    recipe: Recipe
    data: str  # what it learns from, and its licence
