"""What every corpus answers: which pieces a model learns from, and which it never sees."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generators.corpora.tokens import encode_normalized
from generators.encodings import Encoding
from generators.errors import InputError
from generators.pieces import Piece

TRAIN, VALID, TEST = PARTS = ("train", "valid", "test")
HELD_OUT = (VALID, TEST)  # what training never learns from; `valid` only says when to stop

Tokens = NDArray[np.integer]  # (T,) ids of a piece, perhaps memory-mapped


@dataclass(frozen=True, kw_only=True, eq=False)
class Corpus(ABC):
    """Pieces in three parts, of which one may be empty. Each kind of corpus inherits from this one."""

    name: str  # what --data calls it
    about: str  # what the pieces are and their licence, in words
    licence: str | None  # None: not known, or known only in words
    split: str  # in a card: names which pieces are in which part
    encoding: Encoding | None = None  # in which alone its tokens can be had; None: in any that can carry its pieces
    transposed: bool = False  # the training part's tokens are of each piece in several keys

    @abstractmethod
    def pieces(self, part: str) -> Mapping[str, Piece]:
        """The pieces of a part by their names, each once, as far as the corpus knows them."""

    def every(self) -> Mapping[str, Piece]:
        """The pieces of all parts by their names."""
        return {name: piece for part in PARTS for name, piece in self.pieces(part).items()}

    def tokens(self, part: str, encoding: Encoding) -> Mapping[str, Tokens]:
        """What is learned or predicted of a part, by names: the pieces as the encoding prepares and writes them.

        Raises InputError if the corpus is kept in another encoding, or naming the piece that this one cannot carry.
        """
        return {name: _encoded(name, piece, encoding) for name, piece in self.pieces(part).items()}

    def originals(self, part: str, folder: Path | None) -> Iterator[tuple[str, Piece]]:
        """The names and pieces of a part with all that is written in them, also what an encoding has no place for.

        folder: the music that a corpus was made of, where it keeps tokens only. Raises InputError where it is missing,
        or not asked for.
        """
        if folder is not None:
            raise InputError(f"{self.name} has its pieces itself: leave {folder} out")
        yield from self.pieces(part).items()

    def digest(self, part: str, name: str) -> str:
        """A SHA-256 that tells a piece from all others: of its notes, or where it is a file of that."""
        return hashlib.sha256(repr(self.pieces(part)[name].voices).encode()).hexdigest()

    def fitted(self, encoding: Encoding) -> Encoding:
        """The encoding with the vocabulary that it learns from the training part, if it learns one.

        Raises InputError if the corpus is kept in another encoding.
        """
        if self.encoding is None:
            pieces = (encoding.prepare(piece) for piece in self.pieces(TRAIN).values())
            return encoding if encoding.is_fitted else encoding.fitted(pieces, encoding.most)
        if self.encoding.unfitted() != encoding.unfitted():
            raise InputError(f"{self.name} is kept as {self.encoding.unfitted()}, not as {encoding.unfitted()}")
        return self.encoding

    def about_as(self, encoding: Encoding) -> str:
        """`about` for the card of a model that learned the pieces in an encoding."""
        del encoding
        return self.about


def _encoded(name: str, piece: Piece, encoding: Encoding) -> Tokens:
    try:
        (tokens,) = encode_normalized([piece], encoding)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    return tokens
