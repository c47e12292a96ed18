"""What a system is: an encoding, a model, a way to train it and a way to sample from it, under one name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generators.encodings import Encoding
from generators.models.config import ModelConfig
from generators.systems.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Preset:
    """A system at a size of its own."""

    model: ModelConfig
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class System:
    name: str
    source: str
    deviations: str
    encoding: Encoding
    model: ModelConfig  # of the document
    recipe: Recipe
    data: str  # what it learns from, and its licence
    corpus: str | None = None  # the value of --data if none is given; None: it has to be
    any_encoding: bool = False  # a corpus that is kept in any encoding will do
    small: Preset | None = None  # trains on two cores in 40 minutes; None: the document's own does

    def at(self, preset: str) -> System:
        """The system at a preset: `paper`, the document's sizes, or `small`."""
        if preset == "small" and self.small:
            return replace(self, model=self.small.model, recipe=self.small.recipe)
        return self

    def writing(self, encoding: Encoding) -> System:
        """The system in another encoding, or one that has learned its vocabulary."""
        return replace(self, encoding=encoding, model=replace(self.model, vocabulary=len(encoding.vocabulary)))
