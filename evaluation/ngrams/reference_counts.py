"""What references say about the candidates' n-grams: all that BLEU needs to know of them.

An n-gram of a candidate counts as often as the candidate has it, but no more often than the one reference that has it
most (Papineni et al. 2002, "BLEU: a method for automatic evaluation of machine translation", section 2.1). So a maximum
for each n-gram says it all, and what two shards say merges exactly, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TypeAlias, cast

import numpy as np

from evaluation.compiling import pays
from evaluation.ngrams.index.index import Index
from evaluation.ngrams.scan.aho_corasick import AhoCorasick, aho_corasick_of
from evaluation.ngrams.scan.compiled import CompiledScan
from evaluation.ngrams.scan.vectorized import VectorizedScan
from evaluation.ngrams.trie import NgramTrie, Nodes
from evaluation.sequences.digest import MODULUS
from evaluation.sequences.packed import PackedSequences, Tokens, TokenTable, pack
from evaluation.sequences.parallel import on_all_cores

References: TypeAlias = PackedSequences | Index | Iterable[PackedSequences | Index] | TokenTable | Iterable[Tokens]

SHARD = 4096  # sequences packed at a time, where they are given one by one
MANY = 1 << 20  # tokens: as many as numpy scans while numba loads


@dataclass(frozen=True, eq=False)
class ReferenceCounts:
    """Of some references, about one set of n-grams."""

    most: Nodes  # (nodes,) how often one reference has each n-gram, counted up to its need
    lengths: frozenset[int]  # tokens of a reference
    digest: int  # of the references, see evaluation.sequences.digest
    count: int  # of the references

    def merged(self, other: ReferenceCounts) -> ReferenceCounts:
        """What both say of the same n-grams together."""
        return ReferenceCounts(
            np.maximum(self.most, other.most),
            self.lengths | other.lengths,
            (self.digest + other.digest) % MODULUS,
            self.count + other.count,
        )


def count_in_references(trie: NgramTrie, references: Iterable[PackedSequences | Index]) -> ReferenceCounts:
    """Read the references once, each pack of them on all cores, or look them up in an index.

    Without references, no n-gram was ever met. Raises InputError for an index that is damaged.
    """
    scans = _Scans(trie)
    found = ReferenceCounts(np.zeros(trie.nodes, dtype=np.int64), frozenset(), 0, 0)
    for source in references:
        if isinstance(source, Index):
            said = ReferenceCounts(source.most_in_one(trie), source.lengths, source.digest, source.count)
        else:
            scans.read(source)
            lengths = frozenset(source.lengths.tolist())
            said = ReferenceCounts(found.most, lengths, source.digest, len(source))  # its n-grams: the scans keep them
        found = found.merged(said)
    return replace(found, most=np.maximum(found.most, scans.most))


class _Scans:
    """What was learned from all that was read, by each thread for itself; compiled from when that pays."""

    def __init__(self, trie: NgramTrie) -> None:
        self._trie = trie
        self._scans: dict[tuple[bool, int], CompiledScan | VectorizedScan] = {}

    @property
    def most(self) -> Nodes:
        """(nodes,) how often one sequence had each n-gram, counted up to its need."""
        most = np.zeros(self._trie.nodes, dtype=np.int64)
        for scan in self._scans.values():
            most = np.maximum(most, scan.most)
        return most

    def read(self, sequences: PackedSequences) -> None:
        compiled = pays(len(sequences.tokens), MANY)
        letters = self._trie.letters_of(sequences.vocabulary, 1 << 8 * sequences.tokens.dtype.itemsize)
        automaton = self._automaton if compiled else None

        def read(thread: int, begin: int, end: int) -> None:
            if (compiled, thread) not in self._scans:
                scan = VectorizedScan(self._trie) if automaton is None else CompiledScan(self._trie, automaton)
                self._scans[compiled, thread] = scan
            self._scans[compiled, thread].read(sequences, begin, end, letters)

        on_all_cores(read, sequences.starts)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return aho_corasick_of(self._trie)


def as_sources(references: References) -> Iterator[PackedSequences | Index]:
    """Packed sequences, an index, several of them, or sequences of tokens, one after the other, packed or indexed."""
    if isinstance(references, PackedSequences | Index):
        yield references
        return
    if isinstance(references, np.ndarray) and references.ndim == 2:
        yield pack(references)
        return
    rest = iter(references)
    for first in rest:
        if isinstance(first, PackedSequences | Index):
            yield first
        else:
            yield pack([first, *cast(Iterator[Tokens], islice(rest, SHARD - 1))])
