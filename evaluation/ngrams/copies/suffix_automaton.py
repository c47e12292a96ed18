"""The suffix automaton of a few sequences: all their runs of tokens, in at most twice as many states as tokens.

Blumer et al. 1985, "The smallest automaton recognizing the subwords of a text". A state stands for runs that end at the
same places; they are the longest of them and its suffixes down to one token more than the longest run of the state's
*link*, which ends at more places. States are numbered by the length of their longest run: 0 is the empty run, and a
link is always smaller than its state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SuffixAutomaton:
    """The states 0 … S - 1 and their E edges, those of a state side by side and sorted by code."""

    lengths: Ints  # (S,): of each state's longest run, in tokens
    links: Ints  # (S,): -1 for state 0
    firsts: Ints  # (S + 1,): where each state's edges begin among all
    codes: Ints  # (E,): the token by which an edge leads on
    targets: Ints  # (E,): the state it leads to
    places: Ints  # (T,): for each token of the sequences end to end, the state of the whole sequence up to it

    def __len__(self) -> int:
        """How many states."""
        return len(self.lengths)


def suffix_automaton_of(sequences: Sequence[Sequence[int]]) -> SuffixAutomaton:
    """The automaton of sequences of codes 0, 1, …; no run crosses from one into the next."""
    growing = _Growing()
    places = []
    for number, sequence in enumerate(sequences):
        places += [growing.extend(code) for code in sequence]
        growing.extend(-1 - number)  # equal to no code: nothing runs on from here
    order = np.argsort(growing.lengths, kind="stable")
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    edges = [sorted((code, end) for code, end in growing.edges[state].items() if code >= 0) for state in order.tolist()]
    firsts = np.zeros(len(order) + 1, dtype=np.int64)
    np.cumsum([len(own) for own in edges], out=firsts[1:])
    flat = np.array([edge for own in edges for edge in own], dtype=np.int64).reshape(-1, 2)
    links = np.array(growing.links, dtype=np.int64)[order]
    return SuffixAutomaton(
        lengths=np.array(growing.lengths, dtype=np.int64)[order],
        links=np.where(links < 0, -1, ranks[links]),
        firsts=firsts,
        codes=flat[:, 0].copy(),
        targets=ranks[flat[:, 1]],
        places=ranks[np.array(places, dtype=np.int64)],
    )


class _Growing:
    """The automaton while tokens are added to its text, its states in the order in which they were made."""

    def __init__(self) -> None:
        self.edges: list[dict[int, int]] = [{}]
        self.links = [-1]
        self.lengths = [0]
        self._last = 0

    def extend(self, code: int) -> int:
        """The state of the whole text after one more token."""
        new = self._state({}, self.lengths[self._last] + 1)
        state, self._last = self._last, new
        while state >= 0 and code not in self.edges[state]:
            self.edges[state][code] = new
            state = self.links[state]
        self.links[new] = 0 if state < 0 else self._exact(state, code)
        return new

    def _exact(self, state: int, code: int) -> int:
        """The state reached from `state` by `code`, split off if it also stands for longer runs."""
        reached = self.edges[state][code]
        if self.lengths[reached] == self.lengths[state] + 1:
            return reached
        split = self._state(self.edges[reached].copy(), self.lengths[state] + 1)
        self.links[split] = self.links[reached]
        self.links[reached] = split
        while state >= 0 and self.edges[state].get(code) == reached:
            self.edges[state][code] = split
            state = self.links[state]
        return split

    def _state(self, edges: dict[int, int], length: int) -> int:
        self.edges.append(edges)
        self.links.append(-1)
        self.lengths.append(length)
        return len(self.links) - 1
