"""The sizes of transformer language models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generators.errors import InputError
from generators.models.config import ModelConfig, Size

SPARSE = ("strided", "fixed", "bar")
ATTENTIONS = ("dense", *SPARSE)


@dataclass(frozen=True, slots=True)
class TransformerConfig(ModelConfig):
    name: ClassVar[str] = "transformer"
    context: int = 512  # the most tokens it can look back on, itself included
    width: int = 256
    layers: int = 6
    heads: int = 8
    feed_forward: int = 1024  # units
    dropout: float = 0.1
    attention: str = "dense"  # one of ATTENTIONS
    stride: int = 64  # of strided and fixed attention: tokens of a row, and of a block
    summary: int = 8  # of fixed attention: the last tokens of a block, which all later ones see
    bar: int = 16  # of bar attention: steps of a bar
    advance: tuple[int, ...] = ()  # of bar attention: by how many steps each token id moves time on

    def __post_init__(self) -> None:
        if self.width % self.heads:
            raise InputError(f"width {self.width} is not a multiple of the number of heads, {self.heads}")
        if self.attention not in ATTENTIONS:
            raise InputError(f"no attention {self.attention!r}: choose from {', '.join(ATTENTIONS)}")
        if self.attention == "bar" and len(self.advance) != self.vocabulary:
            raise InputError(f"bar attention needs the advance of each of {self.vocabulary} tokens")
        object.__setattr__(self, "advance", tuple(self.advance))  # a card gives a list

    @property
    def context_length(self) -> int | None:
        return self.context

    def sizes(self) -> dict[str, Size]:
        sparse = () if self.attention == "dense" else ("stride", "summary", "bar")
        left_out = {"stride", "summary", "bar", "advance"} - {*sparse}
        return {name: size for name, size in ModelConfig.sizes(self).items() if name not in left_out}
