"""How many of a candidate's n-grams the references hold, clipped as BLEU clips them.

A candidate's n-gram counts as often as the candidate has it, but no more often than the one reference that has it most
(Papineni et al. 2002, "BLEU: a method for automatic evaluation of machine translation", section 2.1).

The candidates' n-grams are gathered first and the references then read once, one at a time: memory is bounded by the
candidates, however large the corpus. An n-gram is named by a number: its first n - 1 tokens have one already, so
(that number, last token) identifies it exactly; nothing is hashed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generators.errors import InputError

Ids = NDArray[np.int64]
Tokens = Sequence[str] | Sequence[int] | NDArray[np.integer[Any]]

ABSENT = -1  # the id of a token or n-gram that no candidate has


@dataclass(frozen=True, slots=True)
class Counts:
    """What BLEU needs to know of one candidate; entry n - 1 of each tuple is about its n-grams."""

    length: int  # tokens
    closest: int  # length of the reference closest to it in length, the shorter of two equally close
    matches: tuple[int, ...]  # clipped
    totals: tuple[int, ...]  # max(0, length - n + 1)


def plain(tokens: Tokens) -> list[str | int]:
    """The tokens as a list of Python's own str or int: 1 and numpy's 1 are one token, 1 and "1" are two."""
    return [*(tokens.tolist() if isinstance(tokens, np.ndarray) else tokens)]


def count_matches(candidates: Sequence[Tokens], references: Iterable[Tokens], order: int) -> list[Counts]:
    """Counts of each candidate against all references, for n = 1 … order.

    Raises InputError if there is no reference.
    """
    index = _CandidateIndex([plain(candidate) for candidate in candidates], order)
    lengths = set()
    for reference in references:
        tokens = plain(reference)
        lengths.add(len(tokens))
        index.observe(tokens)
    if not lengths:
        raise InputError("there are no references to compare with")
    return [
        Counts(length, min(lengths, key=lambda other: (abs(other - length), other)), *index.clipped(candidate))
        for candidate, length in enumerate(index.lengths)
    ]


class _Order:
    """The candidates' n-grams of one n: their codes, and the most that one reference had of each."""

    def __init__(self, codes: Ids) -> None:
        self.codes = np.unique(codes[codes >= 0])
        self.most = np.zeros(len(self.codes), dtype=np.int64)

    def ids(self, codes: Ids) -> Ids:
        """The number of the n-gram of each code, ABSENT where no candidate has it."""
        if not len(self.codes):
            return np.full(len(codes), ABSENT, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[places] == codes, places, ABSENT)


class _CandidateIndex:
    """All n-grams of the candidates, n = 1 … order."""

    def __init__(self, candidates: list[list[str | int]], order: int) -> None:
        vocabulary = dict.fromkeys(token for candidate in candidates for token in candidate)
        self._vocabulary: dict[str | int, int] = {token: number for number, token in enumerate(vocabulary)}
        self.lengths = [len(candidate) for candidate in candidates]
        # One ABSENT after each candidate keeps n-grams from running into the next.
        joined = np.concatenate([np.append(self._encoded(candidate), ABSENT) for candidate in candidates] or [_EMPTY])
        self._starts = np.cumsum([0, *(length + 1 for length in self.lengths)]).tolist()
        self._orders: list[_Order] = []
        self._ids: list[Ids] = []
        shorter = np.zeros(len(joined) + 1, dtype=np.int64)
        for n in range(1, order + 1):
            codes = self._codes(shorter, joined, n)
            self._orders.append(_Order(codes))
            shorter = self._orders[-1].ids(codes)
            self._ids.append(shorter)

    def _encoded(self, tokens: list[str | int]) -> Ids:
        known = self._vocabulary
        return np.fromiter((known.get(token, ABSENT) for token in tokens), dtype=np.int64, count=len(tokens))

    def _codes(self, shorter: Ids, tokens: Ids, n: int) -> Ids:
        """Codes of the n-grams from the ids of the (n-1)-grams and of the tokens; ABSENT where either is."""
        heads, tails = shorter[:-1], tokens[n - 1 :]
        return np.where((heads >= 0) & (tails >= 0), heads * len(self._vocabulary) + tails, ABSENT)

    def observe(self, reference: list[str | int]) -> None:
        """Read one reference."""
        tokens = self._encoded(reference)
        shorter = np.zeros(len(tokens) + 1, dtype=np.int64)
        for n, order in enumerate(self._orders, start=1):
            shorter = order.ids(self._codes(shorter, tokens, n))
            found, counts = np.unique(shorter[shorter >= 0], return_counts=True)
            if not len(found):
                return
            order.most[found] = np.maximum(order.most[found], counts)

    def clipped(self, candidate: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Matches and totals of one candidate by n."""
        start, length = self._starts[candidate], self.lengths[candidate]
        matches, totals = [], []
        for n, (order, ids) in enumerate(zip(self._orders, self._ids, strict=True), start=1):
            total = max(0, length - n + 1)
            grams, counts = np.unique(ids[start : start + total], return_counts=True)
            matches.append(int(np.minimum(counts, order.most[grams]).sum()))
            totals.append(total)
        return tuple(matches), tuple(totals)


_EMPTY = np.zeros(0, dtype=np.int64)
