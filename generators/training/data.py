"""What a system learns from."""

from __future__ import annotations

from dataclasses import dataclass

from generators.models.architecture import Sequences


@dataclass(frozen=True)
class Data:
    """What a system learns from, as tokens, and where it came from."""

    split: str
    train: Sequences
    valid: Sequences
    about: str  # what the pieces are, and their licence
