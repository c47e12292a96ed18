"""What a report's reader may want to know, or a researcher to change, beside the music."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a report is made."""

    seed: int = 1  # of the bootstrap, of jitter and of cross-validation
    window: int | None = None  # tokens to which all is cut for BLEU; None: whole pieces
    command: str = ""  # as it was typed
    permutations: int = 100  # of the machine listener's p-values
    say: Callable[[str], None] = lambda _: None  # is told what is done next
