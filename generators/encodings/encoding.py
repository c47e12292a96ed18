"""What every encoding does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from generators.pieces import Piece


class Encoding(Protocol):
    """Piece ⇄ token ids: `decode(encode(piece)) == quantize(piece)` for every piece the encoding can carry.

    An encoding is a frozen dataclass that inherits from this one; its fields are the options that a card stores.
    """

    __slots__ = ()

    @property
    def name(self) -> str: ...

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """What each token id is called."""

    def prepare(self, piece: Piece) -> Piece:
        """The piece as it is learned and measured: as it is, or moved to the key that the encoding wants."""
        return piece

    def quantize(self, piece: Piece) -> Piece:
        """The piece as far as the encoding carries it. Raises InputError as `encode`."""
        return self.decode(self.encode(piece))

    def encode(self, piece: Piece) -> list[int]:
        """Token ids. Raises InputError if the encoding cannot carry the piece."""

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. Raises InputError naming the first token that breaks the grammar."""
