"""Reading references once with numpy alone: their n-grams are looked up among the candidates', sorted.

It gives the same integers as the compiled way (compiled.py), which its tests hold it against.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evaluation.ngrams.runs import run_begins
from evaluation.ngrams.trie import NgramTrie, Nodes
from evaluation.sequences.packed import PackedSequences

BLOCK = 1 << 20  # tokens taken at a time, in whole sequences


class VectorizedScan:
    """Learns from references how often one of them has each n-gram of the candidates."""

    def __init__(self, trie: NgramTrie) -> None:
        self._trie = trie
        self._codes = trie.parent * trie.letters + trie.letter  # ascending within each n
        self._most = np.zeros(trie.nodes, dtype=np.int64)

    @property
    def most(self) -> Nodes:
        """(nodes,) how often one sequence had each n-gram, counted up to its need."""
        return np.minimum(self._most, self._trie.need)

    def read(self, references: PackedSequences, begin: int, end: int, letters: NDArray[np.uint16]) -> None:
        """Read the sequences from `begin` to before `end`; letters: (256 or 65,536,) the letter of each token id."""
        while begin < end:
            stop = int(np.searchsorted(references.starts, references.starts[begin] + BLOCK, side="right")) - 1
            stop = min(max(stop, begin + 1), end)
            self._read(references, begin, stop, letters)
            begin = stop

    def _read(self, references: PackedSequences, begin: int, end: int, letters: NDArray[np.uint16]) -> None:
        starts = references.starts[begin : end + 1] - references.starts[begin]
        text = letters[references.tokens[references.starts[begin] : references.starts[end]]].astype(np.int64)
        sequence = np.repeat(np.arange(end - begin), np.diff(starts))
        left = starts[1:][sequence] - np.arange(len(text))  # tokens from here to the end of the sequence
        places = np.arange(len(text))
        nodes = np.zeros(len(text), dtype=np.int64)
        for n in range(1, self._trie.order + 1):
            fits = left[places] >= n
            places, nodes = places[fits], nodes[fits]
            codes = nodes * self._trie.letters + text[places + n - 1]
            first, after = self._trie.first[n : n + 2]
            known = self._codes[first:after]
            if not len(places) or not len(known):
                return
            nodes = first + np.minimum(np.searchsorted(known, codes), len(known) - 1)
            met = (self._codes[nodes] == codes) & (text[places + n - 1] > 0)
            places, nodes = places[met], nodes[met]
            pairs = np.sort(sequence[places] * self._trie.nodes + nodes)
            begins = run_begins(pairs)
            np.maximum.at(self._most, pairs[begins] % self._trie.nodes, np.diff(begins, append=len(pairs)))
