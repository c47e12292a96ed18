"""Token sequences laid end to end in one array, the form in which every measure reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from evaluation.sequences.digest import digest_of
from generators.errors import InputError

MOST_TOKENS = 65_535  # that a vocabulary may hold

Ids: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]
Tokens: TypeAlias = Sequence[str] | Sequence[int] | NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class PackedSequences:
    """Token sequences laid end to end. Ids are places in the vocabulary; the arrays are read, never written."""

    tokens: Ids  # ids of all sequences; may be memory-mapped
    starts: NDArray[np.int64]  # (sequences + 1,): where each begins; the last is len(tokens)
    vocabulary: tuple[str | int, ...]  # what each id is called; at most MOST_TOKENS, each once
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
    """A corpus of lists of str or int, of integer arrays, or of the rows of a 2-D integer array.

    1 and numpy's 1 are one token, 1 and "1" are two. Without names, sequences are called by their places: "0", "1", ….
    Raises InputError if there are more than MOST_TOKENS distinct tokens, if a token is neither a word nor an integer,
    or if there are not as many names as sequences.
    """
    given = list(sequences)
    if given and all(isinstance(each, np.ndarray) for each in given):
        ids, vocabulary = _of_arrays([np.asarray(each) for each in given])
    else:
        ids, vocabulary = _of_lists(given)
    starts = np.zeros(len(given) + 1, dtype=np.int64)
    np.cumsum([len(each) for each in given], out=starts[1:])
    called = tuple(map(str, range(len(given)))) if names is None else tuple(names)
    if len(called) != len(given):
        raise InputError(f"{len(called)} names do not fit {len(given)} sequences")
    return PackedSequences(narrow(ids, len(vocabulary)), starts, vocabulary, called)


def narrow(ids: NDArray[Any], vocabulary: int) -> Ids:
    """Ids in the smallest unsigned integers that hold a vocabulary of that many tokens.

    Raises InputError if it is larger than MOST_TOKENS.
    """
    if vocabulary > MOST_TOKENS:
        raise InputError(f"{vocabulary:,} distinct tokens are more than the {MOST_TOKENS:,} that a vocabulary may hold")
    return ids.astype(np.uint8, copy=False) if vocabulary <= 256 else ids.astype(np.uint16, copy=False)


def _of_lists(sequences: list[Tokens]) -> tuple[NDArray[np.int64], tuple[str | int, ...]]:
    numbers: defaultdict[Any, int] = defaultdict(count().__next__)  # a token met for the first time gets the next id
    every = _plain_tokens(sequences)
    ids = np.fromiter(map(numbers.__getitem__, every), dtype=np.int64)
    return ids, tuple(map(_named, numbers))


def _plain_tokens(sequences: list[Tokens]) -> Iterator[object]:
    for sequence in sequences:
        yield from sequence.tolist() if isinstance(sequence, np.ndarray) else sequence


def _named(token: object) -> str | int:
    if isinstance(token, str):
        return str(token)
    if isinstance(token, int | np.integer):
        return int(token)
    raise InputError(f"token {token!r} is neither a word nor an integer")


def _of_arrays(arrays: list[NDArray[Any]]) -> tuple[NDArray[np.int64], tuple[str | int, ...]]:
    wrong = next((array for array in arrays if array.ndim != 1 or (array.dtype.kind not in "iu" and len(array))), None)
    if wrong is not None:
        raise InputError(f"a sequence is a 1-D array of integers, not {wrong.ndim}-D of {wrong.dtype}")
    joined = np.concatenate([array for array in arrays if len(array)] or [np.zeros(0, dtype=np.int64)])
    values, ids = np.unique(joined, return_inverse=True) if _spread(joined) else _counted(joined)
    return ids, tuple(values.tolist())


def _spread(joined: NDArray[Any]) -> bool:
    """Whether values lie so far apart that they are better sorted than counted."""
    return not len(joined) or int(joined.max()) - int(joined.min()) > 1 << 20


def _counted(joined: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Values in ascending order, and the place of each token among them."""
    lowest = joined.min()
    offsets = joined - lowest if lowest else joined
    present = np.zeros(int(offsets.max()) + 1, dtype=np.bool_)
    present[offsets] = True
    places = np.cumsum(present) - 1
    return np.flatnonzero(present) + int(lowest), places[offsets]
