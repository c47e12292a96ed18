"""Notewise with n-gram tokens: what maia tried against the length of its sequences, and dropped.

Source: maia (UC Berkeley CS282, 2019) names the idea; the way is byte pair encoding (P. Gage 1994; R. Sennrich et al.
2016): again and again, the two tokens that most often stand side by side become one. A merged token is called by the
tokens it stands for. Each merge is a token more to learn and fewer tokens to say; `costs` tells how that balance goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from generators.encodings.alphabet import Alphabet
from generators.encodings.encoding import Encoding
from generators.encodings.notewise import NotewiseEncoding
from generators.errors import InputError
from generators.pieces import Piece

Pair = tuple[int, int]
Ids = NDArray[np.int64]
BREAK = -1  # between pieces: nothing merges across it


@dataclass(frozen=True, slots=True)
class Cost:
    """What a number of merges costs and saves."""

    merges: int
    vocabulary: int  # tokens there are
    tokens: int  # that the corpus takes
    bits: float  # tokens · entropy of their frequencies: what an optimal code without context would need


@dataclass(frozen=True, slots=True)
class MergedEncoding(Encoding):
    """Notewise tokens, and tokens for n-grams of them (see the module's text)."""

    name = "merged"

    merges: tuple[Pair, ...] = ()  # ids of the two parts; the first merge's own id follows notewise's last
    keys: int = 62  # see NotewiseEncoding

    def __post_init__(self) -> None:
        object.__setattr__(self, "merges", tuple((left, right) for left, right in self.merges))  # a card gives lists

    @property
    def base(self) -> NotewiseEncoding:
        return NotewiseEncoding(self.keys)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        words = list(self.base.vocabulary)
        for left, right in self.merges:
            words.append(f"{words[left]}+{words[right]}")
        return tuple(words)

    @property
    def alphabet(self) -> Alphabet:
        base = self.base.alphabet
        return replace(base, advance=np.array([base.advance[list(parts)].sum() for parts in self._parts()]))

    def fitted(self, pieces: Iterable[Piece], most: int) -> MergedEncoding:
        """The same encoding with merges learned from the pieces. Raises InputError if no two tokens repeat."""
        text = _joined([self.base.encode(piece) for piece in pieces])
        learned = [merge for merge, _ in _learned(text, most, len(self.base.vocabulary))]
        return replace(self, merges=tuple(learned))

    def quantize(self, piece: Piece) -> Piece:
        return self.base.quantize(piece)

    def encode(self, piece: Piece) -> list[int]:
        tokens = np.array(self.base.encode(piece), dtype=np.int64)
        for number, pair in enumerate(self.merges, start=len(self.base.vocabulary)):
            tokens = _merged(tokens, pair, number)
        merged: list[int] = tokens.tolist()
        return merged

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. Raises InputError for a token that does not exist, and as NotewiseEncoding."""
        parts = self._parts()
        unknown = next((token for token in tokens if not 0 <= token < len(parts)), None)
        if unknown is not None:
            raise InputError(f"an unknown token {unknown}: there are 0 to {len(parts) - 1}")
        return self.base.decode([part for token in tokens for part in parts[token]])

    def _parts(self) -> list[tuple[int, ...]]:
        """The notewise tokens that each token stands for."""
        parts: list[tuple[int, ...]] = [(token,) for token in range(len(self.base.vocabulary))]
        for left, right in self.merges:
            parts.append(parts[left] + parts[right])
        return parts


def costs(pieces: Iterable[Piece], merges: int, encoding: NotewiseEncoding, every: int = 1) -> list[Cost]:
    """The balance before the first merge and after every so many, up to `merges`."""
    size = len(encoding.vocabulary)
    text = _joined([encoding.encode(piece) for piece in pieces])
    found = [_cost(0, size, text)]
    for number, (_, after) in enumerate(_learned(text, merges, size), start=1):
        if number % every == 0 or number == merges:
            found.append(_cost(number, size, after))
    return found


def _cost(merges: int, base: int, text: Ids) -> Cost:
    _, counts = np.unique(text[text != BREAK], return_counts=True)
    bits = float(-(counts * np.log2(counts / counts.sum())).sum())
    return Cost(merges, base + merges, int(counts.sum()), bits)


def _joined(sequences: Iterable[Sequence[int]]) -> Ids:
    parts = [np.array([*sequence, BREAK], dtype=np.int64) for sequence in sequences]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _learned(text: Ids, merges: int, base: int) -> Iterable[tuple[Pair, Ids]]:
    """Each merge and the text after it. Raises InputError where no two tokens stand side by side twice."""
    for number in range(base, base + merges):
        pair = _most_frequent(text, number)
        text = _merged(text, pair, number)
        yield pair, text


def _most_frequent(text: Ids, size: int) -> Pair:
    """The pair that stands most often, of several the one of the lowest ids."""
    left, right = text[:-1], text[1:]
    codes, counts = np.unique((left * size + right)[(left != BREAK) & (right != BREAK)], return_counts=True)
    if not len(counts) or counts.max() < 2:
        raise InputError(f"no two tokens stand side by side twice after {size:,} tokens of vocabulary: merge fewer")
    best = int(codes[counts.argmax()])
    return best // size, best % size


def _merged(text: Ids, pair: Pair, number: int) -> Ids:
    """The text with the pair as one token; where three alike stand in a row, the first two are taken."""
    starts = np.flatnonzero((text[:-1] == pair[0]) & (text[1:] == pair[1]))
    if pair[0] == pair[1]:  # in a run of them, every other one starts a pair
        first = np.concatenate([[True], np.diff(starts) > 1]) if len(starts) else np.zeros(0, dtype=bool)
        run = np.maximum.accumulate(np.where(first, np.arange(len(starts)), 0))
        starts = starts[(np.arange(len(starts)) - run) % 2 == 0]
    merged = text.copy()
    merged[starts] = number
    return np.delete(merged, starts + 1)
