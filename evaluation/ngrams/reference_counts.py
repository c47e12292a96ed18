"""What references say about the candidates' n-grams: all that BLEU needs to know of them.

An n-gram of a candidate counts as often as the candidate has it, but no more often than the one reference that has it
most (Papineni et al. 2002, "BLEU: a method for automatic evaluation of machine translation", section 2.1). So a maximum
for each n-gram says it all, and what two shards say merges exactly, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from typing import TypeAlias, cast

import numpy as np

from evaluation.compiling import COMPILED
from evaluation.ngrams.index.index import Index
from evaluation.ngrams.scan.aho_corasick import aho_corasick_of
from evaluation.ngrams.scan.compiled import CompiledScan
from evaluation.ngrams.scan.vectorized import VectorizedScan
from evaluation.ngrams.trie import NgramTrie, Nodes
from evaluation.sequences.digest import MODULUS
from evaluation.sequences.packed import PackedSequences, Tokens, pack
from evaluation.sequences.parallel import on_all_cores

Scan = CompiledScan | VectorizedScan
References: TypeAlias = PackedSequences | Index | Iterable[PackedSequences | Index] | Iterable[Tokens]

SHARD = 4096  # sequences made into a corpus at a time, where they are given one by one


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
    """Read the references once, each corpus on all cores, or look them up in an index.

    Without references, no n-gram was ever met. Raises InputError for an index that is damaged.
    """
    new_scan = lru_cache(maxsize=1)(partial(_new_scan, trie))
    scans: dict[int, Scan] = {}  # of each thread
    found = ReferenceCounts(np.zeros(trie.nodes, dtype=np.int64), frozenset(), 0, 0)
    for source in references:
        if isinstance(source, Index):
            said = ReferenceCounts(source.most_in_one(trie), source.lengths, source.digest, source.count)
        else:
            on_all_cores(_reading(source, trie, scans, new_scan()), source.starts)
            lengths = frozenset(np.unique(source.lengths).tolist())
            said = ReferenceCounts(found.most, lengths, source.digest, len(source))  # its n-grams: the scans keep them
        found = found.merged(said)
    return replace(found, most=np.maximum.reduce([found.most, *(scan.most for scan in scans.values())]))


def _reading(
    corpus: PackedSequences, trie: NgramTrie, scans: dict[int, Scan], new_scan: Callable[[], Scan]
) -> Callable[[int, int, int], None]:
    letters = trie.letters_of(corpus.vocabulary, 1 << 8 * corpus.tokens.dtype.itemsize)

    def read(thread: int, begin: int, end: int) -> None:
        if thread not in scans:
            scans[thread] = new_scan()
        scans[thread].read(corpus, begin, end, letters)

    return read


def _new_scan(trie: NgramTrie) -> Callable[[], Scan]:
    if not COMPILED:
        return partial(VectorizedScan, trie)
    return partial(CompiledScan, trie, aho_corasick_of(trie))


def as_sources(references: References) -> Iterator[PackedSequences | Index]:
    """A corpus, an index, several of them, or sequences of tokens, as corpora and indexes one after the other."""
    if isinstance(references, PackedSequences | Index):
        yield references
        return
    rest = iter(references)
    for first in rest:
        if isinstance(first, PackedSequences | Index):
            yield first
        else:
            yield pack([first, *cast(Iterator[Tokens], islice(rest, SHARD - 1))])
