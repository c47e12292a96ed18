"""The automaton of the candidates' n-grams (Aho and Corasick 1975, "Efficient string matching: an aid to
bibliographic search").

A state is a node of the trie: the longest n-gram of the candidates that ends at the token just read. Every state has a
row with its next state for each letter while the table stays small; of a larger one only the shorter n-grams have rows.
From the others the trie's own edges lead on, found by an exact hash, or else the state's suffix tries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import compiled
from evaluation.ngrams.trie import NgramTrie

MOST_CELLS = 1 << 25  # of the table of rows: 128 MB at most

States: TypeAlias = NDArray[np.integer]  # uint16 while it holds all nodes, else uint32
Whole: TypeAlias = int | np.integer


@dataclass(frozen=True, eq=False)
class AhoCorasick:
    """The transitions."""

    letters: int  # letters of a row
    rows: int  # states below this one have a row
    table: States  # (rows · letters,) the next state, for good
    keys: NDArray[np.int64]  # (2^k,) state · letters + letter of the edges from states without a row; -1 where none is
    edges: States  # (2^k,) where the edge leads


def aho_corasick_of(trie: NgramTrie, most_cells: int = MOST_CELLS) -> AhoCorasick:
    """The transitions: where an n-gram does not go on, it does as its suffix does."""
    kind: type[np.integer] = np.uint16 if trie.nodes <= 1 << 16 else np.uint32
    rows = min(trie.nodes, max(1, most_cells // trie.letters))
    table = np.zeros((rows, trie.letters), dtype=kind)
    for n in range(trie.order + 1):
        begin, end = (min(node, rows) for node in trie.first[n : n + 2])
        if n:
            np.take(table, trie.suffix[begin:end], axis=0, out=table[begin:end], mode="clip")  # clip: without a copy
        if n < trie.order:
            longer = np.arange(trie.first[n + 1], trie.first[n + 2])
            longer = longer[trie.parent[longer] < rows]
            table[trie.parent[longer], trie.letter[longer]] = longer
    far = np.flatnonzero(trie.parent >= rows)
    slots = 1 << (2 * len(far)).bit_length()
    keys, edges = np.full(slots, -1, dtype=np.int64), np.zeros(slots, dtype=kind)
    if len(far):
        _fill(trie.parent[far] * trie.letters + trie.letter[far], far, keys, edges)
    return AhoCorasick(trie.letters, rows, table.ravel(), keys, edges)


@compiled
def slot_of(key: Whole, slots: Whole) -> Whole:
    """Where to begin looking for a key among 2^k slots (Fibonacci hashing, Knuth 6.4)."""
    return np.int64((np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)) & (slots - 1)


@compiled
def _fill(found: NDArray[np.int64], nodes: NDArray[np.int64], keys: NDArray[np.int64], edges: States) -> None:
    for place in range(len(found)):
        slot = slot_of(found[place], len(keys))
        while keys[slot] >= 0:
            slot = (slot + 1) & (len(keys) - 1)
        keys[slot] = found[place]
        edges[slot] = nodes[place]
