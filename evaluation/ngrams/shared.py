"""Which sequences of a set have which n-grams how often: all that self-BLEU and distinct-n need to know.

Nearly all longer n-grams stand in one sequence only. An n-gram met once is dropped with all that contain it, which are
met once, too; of one that a single sequence has, only the number is kept. What remains is exact for every subset.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.ngrams.runs import changes, run_begins
from evaluation.sequences.packed import PackedSequences

Ints = NDArray[np.signedinteger]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Shared:
    """Of each pair of an n-gram that several sequences have and one of these: the pairs of one n, by n-gram."""

    grams: Ints  # (pairs,) the n-gram's number, ascending
    owners: Ints  # (pairs,) the sequence's place, ascending within an n-gram
    times: Ints  # (pairs,) how often the sequence has it


@dataclass(frozen=True, eq=False)
class Table:
    """The n-grams of a set of sequences, n = 1 … order."""

    lengths: Ints  # (sequences,) tokens
    shared: tuple[Shared, ...]  # entry n - 1: of the n-grams that several sequences have
    own: Ints  # (sequences, order): distinct n-grams that no other sequence has

    def subset(self, places: Ints) -> Table:
        """The sequences at these ascending places; an n-gram in `shared` may then be left with one of them."""
        ranks = np.full(len(self.lengths), -1, dtype=np.int32)
        ranks[places] = np.arange(len(places), dtype=np.int32)
        return Table(self.lengths[places], tuple(_kept(pairs, ranks) for pairs in self.shared), self.own[places])

    def matches(self) -> Ints:
        """(sequences, order): n-grams of each sequence that match the others, clipped at the other that has it most."""
        counts = np.zeros(self.own.shape, dtype=np.int64)
        for column, pairs in enumerate(self.shared):
            sums = np.bincount(pairs.owners, _clipped(pairs), minlength=len(counts))  # exact: below 2^53
            counts[:, column] = sums.astype(np.int64)
        return counts

    def distinct(self) -> Ints:
        """(order,): how many different n-grams the sequences have."""
        alone: Ints = self.own.sum(axis=0, dtype=np.int64)
        return alone + np.array([len(run_begins(pairs.grams)) for pairs in self.shared], dtype=np.int64)


def _kept(pairs: Shared, ranks: Ints) -> Shared:
    """The pairs whose owners keep a place: the one in `ranks`."""
    owners = ranks.take(pairs.owners)
    kept = np.flatnonzero(owners >= 0)
    return Shared(pairs.grams.take(kept), owners.take(kept), pairs.times.take(kept))


def _clipped(pairs: Shared) -> Ints:
    """(pairs,): how often the n-gram matches: no more often than in the one other sequence that has it most."""
    begins = run_begins(pairs.grams)
    if not len(begins):
        return pairs.times
    sizes = np.diff(begins, append=len(pairs.grams))
    most = np.repeat(np.maximum.reduceat(pairs.times, begins), sizes)
    at_most = pairs.times == most
    second = np.maximum.reduceat(np.where(at_most, 0, pairs.times), begins)
    second = np.where(np.add.reduceat(at_most.astype(np.int64), begins) > 1, most[begins], second)
    return np.where(at_most, np.repeat(second, sizes), pairs.times)


def table_of(corpus: PackedSequences, order: int) -> Table:
    """The n-grams of a corpus for n = 1 … order, whatever the size of its vocabulary.

    They are sorted as a radix sort does: those of n - 1 tokens are in order, so that a stable sort by the token before
    each puts those of n in order. Nothing is hashed, and no number grows beyond that of the tokens.
    """
    tokens, lengths = corpus.tokens, corpus.lengths
    owner = np.repeat(np.arange(len(corpus), dtype=np.int32), lengths)
    before = np.arange(len(tokens), dtype=np.int32) - np.repeat(corpus.starts[:-1].astype(np.int32), lengths)
    begins = before == 0
    own = np.zeros((len(corpus), order), dtype=np.int64)
    table = []
    # Places of the n-grams that may be met again, sorted by all but the first token, and the numbers of these rests.
    places, rest = np.arange(len(tokens), dtype=np.int32), np.zeros(len(tokens), dtype=np.int32)
    for n in range(1, order + 1):
        firsts = tokens.take(places)  # which is faster than tokens[places]
        by_first = np.argsort(firsts, kind="stable")  # a radix sort, as tokens have 8 or 16 bits
        places, rest, firsts = places.take(by_first), rest.take(by_first), firsts.take(by_first)
        new = changes(firsts) | changes(rest)
        grams = np.cumsum(new, dtype=np.int32) - np.int32(1)
        shared, alone = _pairs(new, grams, owner.take(places))
        table.append(shared)
        own[:, n - 1] += np.bincount(alone, minlength=len(own))
        once = new & np.append(new[1:], np.ones(len(new[:1]), dtype=np.bool_))
        _count_longer(own, n, places[once], owner, before)
        kept = ~(once | begins.take(places))
        places, rest = places[kept] - np.int32(1), grams[kept]
    return Table(lengths, tuple(table), own)


def _pairs(new: Mask, grams: Ints, owners: Ints) -> tuple[Shared, Ints]:
    """The pairs of n-grams that several sequences have, and the owners of the n-grams that one alone has.

    grams, owners: (n-grams met,) sorted by n-gram, then by sequence; new: where another n-gram begins.
    """
    firsts = np.flatnonzero(new | changes(owners))
    times = np.diff(firsts, append=len(grams))
    another = new[firsts]
    alone = another & np.append(another[1:], np.ones(len(another[:1]), dtype=np.bool_))
    several = firsts[~alone]
    return Shared(grams[several], owners[several], times[~alone].astype(np.int32)), owners[firsts[alone]]


def _count_longer(own: Ints, n: int, places: Ints, owner: Ints, before: Ints) -> None:
    """Count the longer n-grams that end with an n-gram met once: each is met once, too."""
    for longer in range(n + 1, own.shape[1] + 1):
        places = places[before[places] >= longer - n]
        own[:, longer - 1] += np.bincount(owner[places], minlength=len(own))
