"""How often one reference has an n-gram, from sorted suffixes: in time that hardly grows with the references.

Short n-grams, up to `depth`, are looked up in tables by their code. For longer ones the suffixes of all references are
kept in order (U. Manber and G. Myers, "Suffix arrays: a new method for on-line string searches", 1993): one binary
search for each n-gram of the greatest length finds the longest beginning of it that occurs, which answers for all
shorter ones, too. Only n-grams that a candidate repeats need more: their interval of suffixes is found, and their
occurrences are counted reference by reference until one has enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import pays
from evaluation.ngrams.index import compiled, vectorized
from evaluation.ngrams.index.compiled import ABSENT, ANY, FIRST, PAST
from evaluation.ngrams.trie import NgramTrie, Nodes
from evaluation.sequences.numbered_names import NumberedNames
from evaluation.sequences.packed import PackedSequences, narrow
from generators.errors import InputError

MANY, MOST = 1 << 16, 1 << 21  # patterns, and occurrences: as much as numpy does while numba loads
BLOCK = 256  # places of the text between two whose reference is stored


@dataclass(frozen=True, eq=False)
class Index:
    """References, indexed. All arrays may be memory-mapped."""

    encoding: str  # what turned music into tokens
    window: int | None  # tokens to which the references were cut
    vocabulary: tuple[str | int, ...]  # what each id is called
    vocabulary_hash: str  # of the words behind it, see evaluation.ngrams.index.building
    lengths: frozenset[int]  # tokens of a reference
    digest: int  # see evaluation.sequences.digest
    count: int  # of the references
    text: NDArray[np.integer]  # (places,) uint8 or uint16: ids of all references, one more id, the greatest, after each
    suffixes: NDArray[np.int32]  # (places,) where they begin, in lexicographic order
    starts: NDArray[np.int32]  # (references + 1,) where each begins in the text
    references: NDArray[np.int32]  # (places / BLOCK,) which reference every BLOCKth place belongs to
    bounds: NDArray[np.uint32]  # (base^depth + 1,) where the suffixes that begin with each code begin
    most: tuple[NDArray[np.uint32], ...]  # entry n - 1, (base^n,): how often one reference has each n-gram, n ≤ depth

    @property
    def base(self) -> int:
        """Of the codes: an n-gram's tokens are digits."""
        return len(self.vocabulary) + 1

    @property
    def depth(self) -> int:
        """Tokens of the longest n-gram that has a code."""
        return len(self.most)

    @property
    def sequences(self) -> PackedSequences:
        """The references themselves."""
        starts = self.starts.astype(np.int64)
        tokens = narrow(np.delete(self.text, starts[1:] - 1), len(self.vocabulary))
        return PackedSequences(
            tokens, starts - np.arange(len(starts)), self.vocabulary, NumberedNames("", 0, self.count)
        )

    def most_in_one(self, trie: NgramTrie) -> Nodes:
        """(nodes,) how often one reference has each n-gram, counted up to its need; see `ReferenceCounts.most`.

        Raises InputError if the index is damaged.
        """
        own = {token: number for number, token in enumerate(self.vocabulary)}
        letters = np.array([ABSENT, *(own.get(token, ABSENT) for token in trie.vocabulary)], dtype=np.int64)
        ids = letters[trie.letter]
        most = self._short(trie, ids)
        if trie.order > self.depth:
            self._longer(trie, ids, most)
        return most

    def _short(self, trie: NgramTrie, ids: Nodes) -> Nodes:
        """The same for n-grams up to `depth`; longer ones are 0."""
        most, codes = np.zeros(trie.nodes, dtype=np.int64), np.zeros(trie.nodes, dtype=np.int64)
        for n in range(1, min(trie.order, self.depth) + 1):
            nodes = slice(trie.first[n], trie.first[n + 1])
            parents = codes[trie.parent[nodes]]
            known = (parents != ABSENT) & (ids[nodes] != ABSENT)
            codes[nodes] = np.where(known, parents * self.base + ids[nodes], ABSENT)
            met = np.where(known, self.most[n - 1][codes[nodes]], 0)
            most[nodes] = np.minimum(met, trie.need[nodes])
        return most

    def _longer(self, trie: NgramTrie, ids: Nodes, most: Nodes) -> None:
        """Write what is found of n-grams beyond `depth` into `most`."""
        depths = np.searchsorted(np.array(trie.first[1:]), np.arange(trie.nodes), side="right")
        ends = np.ones(trie.nodes, dtype=np.bool_)
        ends[trie.parent] = False
        leaves = np.flatnonzero(ends & (depths > self.depth))
        spell = (compiled if pays(len(leaves), MANY) else vectorized).spell
        _, longest = self._searched(spell(trie.parent, ids, leaves, depths[leaves], trie.order), depths[leaves], ANY)
        node = leaves
        for _ in range(trie.order - self.depth):
            deep = depths[node] > self.depth
            most[node[deep & (depths[node] <= longest)]] = 1
            node = np.where(deep, trie.parent[node], node)
        repeated = np.flatnonzero((trie.need > 1) & (depths > self.depth) & (most > 0))
        patterns = spell(trie.parent, ids, repeated, depths[repeated], trie.order)
        low, _ = self._searched(patterns, depths[repeated], FIRST)
        high, _ = self._searched(patterns, depths[repeated], PAST)
        occurrences = int(np.maximum(high - low, 0).sum())
        need = trie.need[repeated]
        if pays(occurrences, MOST):
            counted = compiled.count_in_one(self.suffixes, low, high, need, self.references, self.starts, BLOCK)
        else:
            counted = vectorized.count_in_one(self.suffixes, low, high, need, self.starts)
        _check(counted)
        most[repeated] = counted

    def _searched(self, patterns: Nodes, lengths: Nodes, goal: int) -> tuple[Nodes, Nodes]:
        """See `search`."""
        search = (compiled if pays(len(patterns), MANY) else vectorized).search
        found: tuple[Nodes, Nodes] = search(
            self.text, self.suffixes, self.bounds, self.base, self.depth, patterns, lengths, goal
        )
        _check(found[0])
        return found


def _check(found: Nodes) -> None:
    if (found == ABSENT).any():
        raise InputError("the index is damaged: build it again")
