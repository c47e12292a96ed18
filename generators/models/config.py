"""The sizes of a model, known without torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The sizes of a model. Each kind of model has a dataclass of its own, and its line in MODELS."""

    name: ClassVar[str]  # in MODELS
    vocabulary: int  # number of token ids
