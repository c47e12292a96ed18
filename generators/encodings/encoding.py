"""What every encoding does, and what it says of its tokens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from generators.encodings.alphabet import Alphabet
from generators.encodings.grammar import FreeGrammar, Grammar, Limits
from generators.pieces import Piece

START, END = "START", "END"  # what encodings that have them call the tokens about a piece
TOKENS = "tokens"  # the role of all others, where no voices are told apart


@dataclass(frozen=True, slots=True)
class Encoding(ABC):
    """Piece ⇄ token ids: `decode(encode(piece)) == quantize(piece)` for every piece the encoding can carry.

    An encoding is a frozen dataclass that inherits from this one; its fields are the options that a card stores. It has
    a name, a vocabulary and an alphabet, it encodes and decodes; all else has defaults that serve most encodings.
    """

    name: ClassVar[str]
    drums: ClassVar[bool] = False  # it carries a drum kit, and nothing else
    voices: ClassVar[str] = ""  # that every frame has, a letter each, from the highest down; none where a step is free
    most: ClassVar[int] = 0  # tokens to learn from music, unless fewer are asked for; 0: its vocabulary is given

    @property
    @abstractmethod
    def vocabulary(self) -> tuple[str, ...]:
        """What each token id is called."""

    @property
    @abstractmethod
    def alphabet(self) -> Alphabet:
        """How the tokens move time on, and how a piece begins and ends."""

    @abstractmethod
    def encode(self, piece: Piece) -> list[int]:
        """Token ids. Raises InputError if the encoding cannot carry the piece."""

    @abstractmethod
    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. Raises InputError naming the first token that breaks the grammar."""

    def prepare(self, piece: Piece) -> Piece:
        """The piece as it is learned and measured: as it is, or moved to the key that the encoding wants."""
        return piece

    def quantize(self, piece: Piece) -> Piece:
        """The piece as far as the encoding carries it. Raises InputError as `encode`."""
        return self.decode(self.encode(piece))

    def grammar(self, limits: Limits, *, may_end: bool) -> Grammar:
        """What a model may write in as many rows as there are limits: see Grammar."""
        return FreeGrammar(self.alphabet, limits, may_end=may_end)

    def decode_generated(self, tokens: Sequence[int]) -> Piece:
        """The piece of tokens that a model wrote, where they need to be read more patiently than others."""
        return self.decode(tokens)

    def roles(self, tokens: Sequence[int]) -> list[str]:
        """What each token of a whole piece does: START, END, one of the voices, such as S, or something else.

        Without voices, all but START and END do the same.
        """
        vocabulary = self.vocabulary
        return [name if (name := vocabulary[token]) in (START, END) else TOKENS for token in tokens]

    @property
    def is_fitted(self) -> bool:
        """Whether the vocabulary is whole: nothing of it has still to be learned from music."""
        return True

    def fitted(self, pieces: Iterable[Piece], most: int) -> Self:
        """The encoding with a vocabulary learned from the pieces, of which the `most` most frequent tokens stay."""
        del pieces, most
        return self

    def unfitted(self) -> Self:
        """The encoding without what it has learned: as its system names it."""
        return self
