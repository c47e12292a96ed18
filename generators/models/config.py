"""The sizes of a model, known without torch."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

Size = int | str | tuple[int, ...]
NO_SIZES = ("vocabulary",)  # fields that tell nothing of how large a model is


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The sizes of a model. Each kind of model has a dataclass of its own, whose fields a checkpoint's card stores."""

    name: ClassVar[str]  # in MODELS
    vocabulary: int  # number of token ids

    @property
    def context_length(self) -> int | None:
        """The most tokens that it can be given before it starts anew, its positions being numbered; None: any number.

        Past it engines go on from the later half of what was read, and losses are those of overlapping windows.
        """
        return None

    def sizes(self) -> dict[str, Size]:
        """What it is made of, by name: its whole numbers and choices, but not its vocabulary."""
        values = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in NO_SIZES}
        return {
            name: value
            for name, value in values.items()
            if isinstance(value, int | str | tuple) and not isinstance(value, bool)
        }
