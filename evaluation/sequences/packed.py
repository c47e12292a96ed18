"""Token sequences laid end to end in one array, the form in which every measure reads them."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from evaluation.sequences.digest import digest_of
from evaluation.sequences.numbered_names import NumberedNames
from generators.errors import InputError

MOST_TOKENS = 65_535  # that a vocabulary may hold
BLOCK = 1 << 17  # integers that are looked at and narrowed at a time

Ids: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]
Tokens: TypeAlias = Sequence[str] | Sequence[int] | NDArray[np.integer]  # one sequence
TokenTable: TypeAlias = NDArray[np.integer]  # a sequence a row
Vocabulary: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class PackedSequences:
    """Token sequences laid end to end. Ids are places in the vocabulary; the arrays are read, never written."""

    tokens: Ids  # ids of all sequences; may be memory-mapped
    starts: NDArray[np.int64]  # (sequences + 1,): where each begins; the last is len(tokens)
    vocabulary: Vocabulary  # what each id is called; at most MOST_TOKENS, each once
    names: Sequence[str]  # where each sequence came from

    def __len__(self) -> int:
        """How many sequences."""
        return len(self.starts) - 1

    def sequence(self, place: int) -> Ids:
        """Ids of the sequence at a place, 0 … len - 1, as a view."""
        return self.tokens[self.starts[place] : self.starts[place + 1]]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """(sequences,): tokens of each."""
        return np.diff(self.starts)

    @cached_property
    def digest(self) -> int:
        """64 bits of what the sequences say, whatever their order and the vocabulary's; see `digest_of`."""
        return digest_of(self.tokens, self.starts, self.vocabulary)


def pack(sequences: Iterable[Tokens], names: Sequence[str] | None = None) -> PackedSequences:
    """Pack lists of str or int, integer arrays, or the rows of a 2-D integer array (of 8 bits: without copying them).

    1 and numpy's 1 are one token, 1 and "1" are two. Without names, sequences are called by their places: "0", "1", ….
    The vocabulary may have tokens that do not occur. Raises InputError if there are more than MOST_TOKENS distinct
    tokens, if a token is neither a word nor an integer, or if there are not as many names as sequences.
    """
    given = sequences if isinstance(sequences, np.ndarray) and sequences.ndim == 2 else list(sequences)
    lengths = [given.shape[1]] * len(given) if isinstance(given, np.ndarray) else [*map(len, given)]
    starts = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    called = NumberedNames("", 0, len(lengths)) if names is None else tuple(names)
    if len(called) != len(lengths):
        raise InputError(f"{len(called)} names do not fit {len(lengths)} sequences")
    ids, vocabulary = _numbered(given)
    return PackedSequences(ids, starts, vocabulary, called)


def narrow(ids: NDArray[np.integer], vocabulary: int) -> Ids:
    """Ids in the smallest unsigned integers that hold a vocabulary of that many tokens.

    Raises InputError if it is larger than MOST_TOKENS.
    """
    if vocabulary > MOST_TOKENS:
        raise InputError(f"{vocabulary:,} distinct tokens are more than the {MOST_TOKENS:,} that a vocabulary may hold")
    return ids.astype(np.uint8, copy=False) if vocabulary <= 256 else ids.astype(np.uint16, copy=False)


def _numbered(sequences: TokenTable | list[Tokens]) -> tuple[Ids, Vocabulary]:
    """The ids of all tokens end to end, and what they are called."""
    if isinstance(sequences, np.ndarray):
        return _of_integers(_checked(sequences.reshape(-1)))
    if sequences and all(isinstance(each, np.ndarray) for each in sequences):
        arrays = [_checked(np.asarray(each)) for each in sequences]
        return _of_integers(np.concatenate([array for array in arrays if len(array)] or arrays[:1]))
    return _of_lists([each.tolist() if isinstance(each, np.ndarray) else each for each in sequences])


def _checked(array: NDArray[np.integer]) -> NDArray[np.integer]:
    """The array. Raises InputError if it is no sequence of integers."""
    if array.ndim != 1 or (array.dtype.kind not in "iu" and len(array)):
        raise InputError(f"a sequence is a 1-D array of integers, not {array.ndim}-D of {array.dtype}")
    return array if len(array) else array.astype(np.uint8)


def _of_lists(sequences: Sequence[Sequence[str] | Sequence[int]]) -> tuple[Ids, Vocabulary]:
    shorts = {length: struct.Struct(f"{length}H").pack for length in {*map(len, sequences)}}
    try:  # whole numbers of 16 bits, several times faster than words
        packed = b"".join([shorts[len(each)](*each) for each in sequences])
    except struct.error:
        return _of_words(sequences)
    return _of_integers(np.frombuffer(packed, dtype=np.uint16))


def _of_words(sequences: Sequence[Sequence[str] | Sequence[int]]) -> tuple[Ids, Vocabulary]:
    numbers: defaultdict[object, int] = defaultdict(count().__next__)  # a token met for the first time gets the next id
    packed = b"".join([struct.pack(f"{len(each)}I", *map(numbers.__getitem__, each)) for each in sequences])
    vocabulary = tuple(map(_named, numbers))
    return narrow(np.frombuffer(packed, dtype=np.uint32), len(vocabulary)), vocabulary


def _named(token: object) -> str | int:
    if isinstance(token, str):
        return str(token)
    if isinstance(token, int | np.integer):
        return int(token)
    raise InputError(f"token {token!r} is neither a word nor an integer")


def _of_integers(values: NDArray[np.integer]) -> tuple[Ids, Vocabulary]:
    """Small values are ids themselves, others less the least; values far apart are numbered as they ascend."""
    for shift in (0, int(values.min(initial=0))):
        shifted = values.astype(np.int64) - shift if shift else values
        for kind in (np.uint8, np.uint16):
            ids, bits = _cast(shifted, kind)
            if 0 <= bits <= min(np.iinfo(kind).max, MOST_TOKENS - 1):
                return ids, tuple(range(shift, shift + bits + 1))
    distinct, places = np.unique(values, return_inverse=True)
    return narrow(places, len(distinct)), tuple(distinct.tolist())


def _cast(values: NDArray[np.integer], kind: type[np.uint8 | np.uint16]) -> tuple[NDArray[Any], int]:
    """Values as another kind of integers, and the union of their bits: beyond its range, if one of them is.

    Both are done of a block while it is in the nearest cache, as far as values fit.
    """
    cast = values if values.dtype == kind else np.empty(len(values), dtype=kind)
    bits = 0
    for begin in range(0, len(values), BLOCK):
        block = values[begin : begin + BLOCK]
        bits |= int(np.bitwise_or.reduce(block))
        if not 0 <= bits <= np.iinfo(kind).max:
            break
        if cast is not values:
            cast[begin : begin + BLOCK] = block
    return cast, bits
