"""Sequences of a set that say what another one says, wholly or nearly.

Two sequences are near duplicates if one of them has at least half of the other's different n-grams of GRAM tokens:
Broder 1997, "On the resemblance and containment of documents", containment with w = 8. Nothing is sampled. What a few
notes say stands in many pieces, so that sequences of very different length are not compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from evaluation.ngrams.shared import Ints, Table, table_of
from evaluation.sequences.packed import PackedSequences

GRAM = 8  # tokens
LONGER = 4  # times as many different n-grams as the other has, at most
NEAR = 0.5  # of the different n-grams of the sequence that has fewer
BLOCK = 256  # sequences compared with all others at a time, to bound memory


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A sequence and the earlier one that it resembles most; of several, the first."""

    name: str
    of: str
    shared: float  # NEAR to 1: of the different n-grams of the one that has fewer; 1 of equal ones, however short
    equal: bool  # token by token


def find_duplicates(corpus: PackedSequences, table: Table | None = None) -> list[Duplicate]:
    """The duplicates of a set, in its order: exact ones, and near ones of sequences of GRAM tokens or more.

    table: the set's own to an order of GRAM or more, if there is one already.
    """
    firsts = _first_equals(corpus)
    different = np.flatnonzero(firsts == np.arange(len(corpus)))
    nearest, shares = _nearest_earlier((table or table_of(corpus, GRAM)).subset(different))
    found = {
        place: Duplicate(corpus.names[place], corpus.names[first], 1.0, True)
        for place, first in enumerate(firsts.tolist())
        if first < place
    }
    for place, near, share in zip(different.tolist(), different[nearest].tolist(), shares.tolist(), strict=True):
        if share >= NEAR:
            found[place] = Duplicate(corpus.names[place], corpus.names[near], share, False)
    return [found[place] for place in sorted(found)]


def _first_equals(corpus: PackedSequences) -> Ints:
    """(sequences,): the first sequence that equals each."""
    firsts: dict[bytes, int] = {}
    places = [firsts.setdefault(corpus.sequence(place).tobytes(), place) for place in range(len(corpus))]
    return np.array(places, dtype=np.int64)


def _nearest_earlier(table: Table) -> tuple[Ints, NDArray[np.float64]]:
    """Of each sequence, the earlier one with the largest share of n-grams in common, and that share."""
    pairs = table.shared[GRAM - 1]
    sizes = table.own[:, GRAM - 1] + np.bincount(pairs.owners, minlength=len(table.lengths))
    shape = (len(sizes), int(pairs.grams.max(initial=-1)) + 1)
    has = sparse.csr_array((np.ones(len(pairs.owners), dtype=np.int64), (pairs.owners, pairs.grams)), shape=shape)
    nearest, shares = np.zeros(len(sizes), dtype=np.int64), np.zeros(len(sizes))
    for begin in range(0, len(sizes), BLOCK):
        rows = np.arange(begin, min(begin + BLOCK, len(sizes)))
        common = (has[rows] @ has.T).toarray()
        common[np.arange(len(sizes)) >= rows[:, None]] = 0
        fewer, more = np.minimum(sizes[rows, None], sizes), np.maximum(sizes[rows, None], sizes)
        share = np.where(more <= LONGER * fewer, common / np.maximum(1, fewer), 0)
        nearest[rows] = share.argmax(axis=1)
        shares[rows] = share.max(axis=1)
    return nearest, shares
