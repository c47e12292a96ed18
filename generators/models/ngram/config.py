"""The sizes of an n-gram model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generators.errors import InputError
from generators.models.config import ModelConfig

SMOOTHINGS = ("witten-bell", "kneser-ney")


@dataclass(frozen=True, slots=True)
class NGramConfig(ModelConfig):
    """What is counted, and how it is smoothed."""

    name: ClassVar[str] = "ngram"
    order: int  # tokens of the longest n-gram
    smoothing: str = "kneser-ney"  # one of SMOOTHINGS

    def __post_init__(self) -> None:
        if self.order < 1:
            raise InputError(f"an n-gram has at least one token, not {self.order}")
        if self.smoothing not in SMOOTHINGS:
            raise InputError(f"no smoothing {self.smoothing!r}: choose from {', '.join(SMOOTHINGS)}")
