"""Reading references once, compiled: the automaton of the candidates' n-grams runs over their tokens.

Two things make it fast. LANES sequences are read side by side, so that one's step waits while the others' are made. And
an n-gram is no longer counted once one sequence has had it as often as any candidate needs: most states soon have
nothing left to teach, which a table of bytes tells.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import compiled
from evaluation.ngrams.scan.aho_corasick import AhoCorasick, States, Whole, slot_of
from evaluation.ngrams.trie import NgramTrie, Nodes
from evaluation.sequences.packed import PackedSequences

LANES = 16
BLOCK = 256  # steps between two looks at what was met: their states stay in the nearest cache
IDLE = -1  # the sequence of a lane that has none left to read

# Of each node its suffix, need and counter; (counters, LANES): what was counted, and in which sequence.
Ngrams: TypeAlias = tuple[
    NDArray[np.uint32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]
]
Learned: TypeAlias = tuple[NDArray[np.uint32], NDArray[np.bool_], NDArray[np.int32]]  # open, teaches, most


class CompiledScan:
    """Learns from references how often one of them has each n-gram of the candidates. One thread's own."""

    def __init__(self, trie: NgramTrie, automaton: AhoCorasick) -> None:
        self._automaton = automaton
        self._suffix = trie.suffix.astype(np.uint32)
        self._need = trie.need.astype(np.int32)
        repeated = trie.need > 1
        self._counter = np.where(repeated, np.cumsum(repeated) - 1, -1).astype(np.int32)
        self._counted = np.zeros((int(repeated.sum()), LANES), dtype=np.int32)
        self._counted_in = np.empty((int(repeated.sum()), LANES), dtype=np.int64)
        self._open = np.arange(trie.nodes, dtype=np.uint32)
        self._teaches = np.ones(trie.nodes, dtype=np.bool_)
        self._teaches[0] = False
        self._most = np.zeros(trie.nodes, dtype=np.int32)

    @property
    def most(self) -> Nodes:
        """(nodes,) how often one sequence had each n-gram, counted up to its need."""
        return self._most.astype(np.int64)

    def read(self, references: PackedSequences, begin: int, end: int, letters: NDArray[np.uint16]) -> None:
        """Read the sequences from `begin` to before `end`; letters: (256 or 65,536,) the letter of each token id."""
        tokens = references.tokens.view(np.ndarray)
        tokens.flags.writeable = False  # one kind of array, so that one compiled form serves all
        automaton = self._automaton
        self._counted_in[:] = IDLE
        _read(
            tokens,
            references.starts,
            begin,
            end,
            letters,
            (automaton.letters, automaton.rows, automaton.table, automaton.keys, automaton.edges, self._suffix),
            (self._suffix, self._need, self._counter, self._counted, self._counted_in),
            (self._open, self._teaches, self._most),
        )


@compiled
def _read(
    tokens: NDArray[np.integer],
    starts: NDArray[np.int64],
    begin: int,
    end: int,
    letters: NDArray[np.uint16],
    automaton: tuple[int, int, States, NDArray[np.int64], States, NDArray[np.uint32]],
    ngrams: Ngrams,
    learned: Learned,
) -> None:
    at, left = np.zeros(LANES, dtype=np.uint64), np.zeros(LANES, dtype=np.int64)
    sequences = np.full(LANES, IDLE, dtype=np.int64)
    states = np.zeros((BLOCK + 1, LANES), dtype=automaton[2].dtype)
    dense = automaton[1] * automaton[0] == len(automaton[2]) and automaton[1] == len(automaton[5])
    following = begin
    while True:
        steps = np.int64(0)
        for lane in range(LANES):
            while left[lane] == 0 and following < end:
                at[lane], left[lane] = starts[following], starts[following + 1] - starts[following]
                sequences[lane], states[0, lane] = following, 0
                following += 1
            if left[lane] == 0:
                sequences[lane], at[lane] = IDLE, starts[begin]  # it reads along, but nothing is learned from it
            elif steps == 0 or left[lane] < steps:
                steps = left[lane]
        if steps == 0:
            return
        steps = min(steps, np.int64(BLOCK))
        if dense:
            _follow_rows(tokens, at, np.uint64(steps), letters, np.uint64(automaton[0]), automaton[2], states)
        else:
            _follow_edges(tokens, at, steps, letters, automaton, states)
        _learn(states, steps, sequences, ngrams, learned)
        for lane in range(LANES):
            states[0, lane] = states[steps, lane]
            if left[lane]:
                at[lane] += np.uint64(steps)
                left[lane] -= steps


@compiled
def _follow_rows(
    tokens: NDArray[np.integer],
    at: NDArray[np.uint64],
    steps: Whole,
    letters: NDArray[np.uint16],
    width: Whole,
    table: States,
    states: States,
) -> None:
    """The states after each step, where every state has a row. Unsigned places spare a check of their sign."""
    one = np.uint64(1)
    for step in range(steps):
        for lane in range(np.uint64(LANES)):
            letter = np.uint64(letters[tokens[at[lane] + step]])
            states[step + one, lane] = table[np.uint64(states[step, lane]) * width + letter]


@compiled
def _follow_edges(
    tokens: NDArray[np.integer],
    at: NDArray[np.uint64],
    steps: Whole,
    letters: NDArray[np.uint16],
    automaton: tuple[int, int, States, NDArray[np.int64], States, NDArray[np.uint32]],
    states: States,
) -> None:
    """The same where only the first states have one."""
    width, rows, table, keys, edges, suffix = automaton
    for step in range(steps):
        for lane in range(LANES):
            letter = np.int64(letters[tokens[at[lane] + np.uint64(step)]])
            state = np.int64(states[step, lane])
            found = np.int64(-1)
            while state >= rows and found < 0:
                key = state * width + letter
                slot = slot_of(key, len(keys))
                while keys[slot] >= 0 and keys[slot] != key:
                    slot = (slot + 1) & (len(keys) - 1)
                if keys[slot] == key:
                    found = np.int64(edges[slot])
                state = np.int64(suffix[state])
            states[step + 1, lane] = found if found >= 0 else table[state * width + letter]


@compiled
def _learn(
    states: States,
    steps: Whole,
    sequences: NDArray[np.int64],
    ngrams: Ngrams,
    learned: Learned,
) -> None:
    """Count the n-grams that ended at each step and may still be needed.

    `open_` leads from a node along its suffixes to the first that is still counted, itself or 0 if none is.
    """
    suffix, need, counter, counted, counted_in = ngrams
    open_, teaches, most = learned
    for step in range(np.uint64(1), np.uint64(steps + 1)):
        any_teaches = False
        for lane in range(np.uint64(LANES)):  # without a branch a lane: most often none teaches anything
            any_teaches |= teaches[states[step, lane]]
        if not any_teaches:
            continue
        for lane in range(np.uint64(LANES)):
            state = states[step, lane]
            if not teaches[state] or sequences[lane] == IDLE:
                continue
            node = _still_open(open_, state)
            while node:
                times = 1
                if need[node] > 1:
                    place = counter[node]
                    if counted_in[place, lane] != sequences[lane]:
                        counted_in[place, lane] = sequences[lane]
                        counted[place, lane] = 0
                    counted[place, lane] += 1
                    times = counted[place, lane]
                most[node] = max(most[node], times)
                if most[node] >= need[node]:
                    open_[node] = suffix[node]
                node = _still_open(open_, suffix[node])
            open_[state] = _still_open(open_, state)
            teaches[state] = open_[state] != 0


@compiled
def _still_open(open_: NDArray[np.uint32], node: Whole) -> Whole:
    while open_[node] != node:
        node = open_[node]
    return node
