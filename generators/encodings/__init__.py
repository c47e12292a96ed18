"""The encodings by name. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from generators.encodings.chorale import ChoraleEncoding
from generators.pieces import Piece


class Encoding(Protocol):
    """Piece ⇄ token ids: `decode(encode(piece)) == quantize(piece)` for every piece the encoding can carry."""

    @property
    def name(self) -> str: ...

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """What each token id is called."""

    def prepare(self, piece: Piece) -> Piece:
        """The piece as it is learned and measured: moved to the key the encoding wants, if it wants one."""

    def quantize(self, piece: Piece) -> Piece:
        """The piece as far as the encoding carries it."""

    def encode(self, piece: Piece) -> list[int]:
        """Token ids. Raises InputError if the encoding cannot carry the piece."""

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. Raises InputError naming the first token that breaks the grammar."""


ENCODINGS = {"chorale": ChoraleEncoding}
