"""The n-grams of the candidates, n = 1 … order, as a trie: what the references are searched for.

A node stands for one n-gram. (Node of its first n - 1 tokens, last token) names it exactly; nothing is hashed. Nodes
are numbered order by order, and within an order by that pair. Node 0 is the empty n-gram.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.ngrams.runs import changes
from evaluation.sequences.packed import PackedSequences

Nodes = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class NgramTrie:
    """All n-grams of some candidates. A letter is a token's place in the vocabulary plus 1; 0 is any other token."""

    vocabulary: tuple[str | int, ...]  # the tokens that the candidates have
    lengths: tuple[int, ...]  # tokens of each candidate
    first: tuple[int, ...]  # (order + 2,) the first node of each n from 0 on, then the number of nodes
    parent: Nodes  # (nodes,) without its last token
    letter: Nodes  # (nodes,) its last token
    suffix: Nodes  # (nodes,) without its first token
    need: Nodes  # (nodes,) how often the candidate has it that has it most
    owners: Nodes  # (pairs,) of each pair of a candidate and an n-gram that it has, by n-gram: the candidate,
    owned: Nodes  # (pairs,) the n-gram,
    times: Nodes  # (pairs,) and how often it has it

    @property
    def order(self) -> int:
        return len(self.first) - 2

    @property
    def nodes(self) -> int:
        return self.first[-1]

    @property
    def letters(self) -> int:
        """How many letters there are, letter 0 included."""
        return len(self.vocabulary) + 1

    def letters_of(self, vocabulary: Sequence[str | int], size: int) -> NDArray[np.uint16]:
        """(size,) the letter of each token id under another vocabulary; 0 if no candidate has the token."""
        own = {token: letter for letter, token in enumerate(self.vocabulary, start=1)}
        letters = np.zeros(size, dtype=np.uint16)
        letters[: len(vocabulary)] = [own.get(token, 0) for token in vocabulary]
        return letters

    def matches(self, most: Nodes) -> list[tuple[int, ...]]:
        """Clipped matches of each candidate for n = 1 … order.

        most: (nodes,) how often one reference has each n-gram; more than its need makes no difference.
        """
        order_of = np.searchsorted(np.array(self.first[1:]), self.owned, side="right")
        clipped = np.minimum(self.times, most[self.owned])
        size = len(self.lengths) * self.order
        sums = np.bincount(self.owners * self.order + order_of - 1, clipped, minlength=size)  # exact: below 2^53
        return [tuple(row) for row in sums.astype(np.int64).reshape(len(self.lengths), self.order).tolist()]


def trie_of(candidates: PackedSequences, order: int) -> NgramTrie:
    """The n-grams of the candidates for n = 1 … order."""
    met = np.zeros(len(candidates.vocabulary), dtype=np.bool_)
    met[candidates.tokens] = True
    tokens = np.cumsum(met)[candidates.tokens]
    vocabulary = tuple(candidates.vocabulary[token] for token in np.flatnonzero(met).tolist())
    lengths, letters = candidates.lengths, len(vocabulary) + 1
    left = np.repeat(candidates.starts[1:], lengths) - np.arange(len(tokens))  # tokens from here to the end
    owner = np.repeat(np.arange(len(candidates)), lengths)
    first = [0, 1]
    root = np.zeros(1, dtype=np.int64)
    parent, letter, suffix, need = [root], [root], [root], [root]
    owners, owned, times = [root[:0]], [root[:0]], [root[:0]]
    at = np.zeros(len(tokens) + 1, dtype=np.int64)  # which of the (n-1)-grams begins at each token
    for n in range(1, order + 1):
        places = np.flatnonzero(left >= n)
        codes = at[places] * letters + tokens[places + n - 1]
        by_code = _stable_order(codes)
        ascending, by_owner = codes[by_code], owner[places[by_code]]
        new = changes(ascending)
        pairs = np.flatnonzero(new | changes(by_owner))
        counts = np.diff(pairs, append=len(codes))
        numbers = np.cumsum(new) - 1
        distinct = ascending[new]
        parent.append(distinct // letters + first[-2])
        letter.append(distinct % letters)
        suffix.append(at[places[by_code[new]] + 1] + first[-2])
        need.append(np.maximum.reduceat(counts, np.flatnonzero(new[pairs])) if len(pairs) else counts)
        owners.append(by_owner[pairs])
        owned.append(numbers[pairs] + first[-1])
        times.append(counts)
        following = np.zeros(len(tokens) + 1, dtype=np.int64)
        following[places[by_code]] = numbers
        at = following
        first.append(first[-1] + len(distinct))
    return NgramTrie(
        vocabulary,
        tuple(lengths.tolist()),
        tuple(first),
        *(np.concatenate(each) for each in (parent, letter, suffix, need, owners, owned, times)),
    )


def _stable_order(codes: Nodes) -> Nodes:
    """The order that sorts codes >= 0, equal ones left as they were; numpy sorts plain numbers several times faster."""
    bits = len(codes).bit_length()
    if int(codes.max(initial=0)).bit_length() + bits > 63:
        return np.argsort(codes, kind="stable")
    return np.sort(codes << bits | np.arange(len(codes))) & ((1 << bits) - 1)
