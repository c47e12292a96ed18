"""One pass over a corpus through the automaton of the candidates: how long a run of theirs ends at each of its tokens.

What is kept is two numbers a state, whatever the size of the corpus: the longest run seen there with the first place it
ended at, packed so that the larger number is the better one, and the first place at which any run ended. Larger and
smaller are all that is asked, so shards and threads merge exactly, in any order.

Three ways give the same numbers: a table of all states and codes, with many sequences read side by side to hide the
time that memory takes; the edges alone, where that table would be too large; and numpy, where nothing is compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import COMPILED, compiled
from evaluation.ngrams.copies.suffix_automaton import Ints, SuffixAutomaton
from evaluation.sequences.parallel import on_all_cores

PLACE_BITS = 40  # of a packed number: a place among 10¹² tokens, below the run's length
NOWHERE = 1 << PLACE_BITS  # a place after all others
LANES = 16  # sequences read side by side
CHUNK = 1 << 16  # tokens: longer sequences are read in parts
TABLE_BYTES = 64 << 20  # a larger table is not made
TABLE_STATES = (1 << 16) - 1  # what 16 bits of a table's entry tell apart

Whole = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Seen:
    """What a corpus held of each state."""

    longest: Ints  # (S,): length << PLACE_BITS, minus the place of the run's last token; 0 where nothing was met
    earliest: Ints  # (S,): the first place at which any run of the state ended; NOWHERE where none did

    def merged(self, other: Seen) -> Seen:
        return Seen(np.maximum(self.longest, other.longest), np.minimum(self.earliest, other.earliest))


def nothing_seen(automaton: SuffixAutomaton) -> Seen:
    return Seen(np.zeros(len(automaton), np.int64), np.full(len(automaton), NOWHERE, np.int64))


@dataclass(frozen=True, eq=False)
class CopyScan:
    """Reads token arrays through one automaton."""

    automaton: SuffixAutomaton
    width: int  # codes are 0 … width - 1; the last is that of tokens which no candidate has
    reach: int  # tokens of the longest candidate, and so of the longest run

    def read(self, tokens: Whole, codes: Whole, starts: Ints, base: int) -> Seen:
        """What the sequences hold.

        tokens: ids of all sequences, end to end. codes: of each id. starts: (sequences + 1,), where each begins.
        base: the place that the first token counts as.
        """
        begins, ends = _parts(starts, self.reach)
        if not COMPILED:
            return self._read_in_numpy(tokens, codes, begins, ends, base)

        def read_share(_: int, first: int, last: int) -> Seen:
            return self._read_compiled(tokens, codes, begins[first:last], ends[first:last], base)

        return reduce(Seen.merged, on_all_cores(read_share, np.append(0, ends)))

    def _read_compiled(self, tokens: Whole, codes: Whole, begins: Ints, ends: Ints, base: int) -> Seen:
        seen, automaton = nothing_seen(self.automaton), self.automaton
        if self._table is not None:
            _follow_table(
                tokens, codes, begins, ends, base, self._table, self.width, LANES, seen.longest, seen.earliest
            )
        else:
            _follow_edges(
                tokens,
                codes,
                begins,
                ends,
                base,
                automaton.firsts,
                automaton.codes,
                automaton.targets,
                automaton.links,
                automaton.lengths,
                self._roots,
                seen.longest,
                seen.earliest,
            )
        return seen

    @cached_property
    def _table(self) -> NDArray[np.uint32] | None:
        """(S · width,): for each state and code the next state, in the upper 16 bits, and how long its run is at most.

        Links that would have to be followed first have been: the run is then as long as the state where that ended,
        and one token more.
        """
        states, automaton = len(self.automaton), self.automaton
        if states > TABLE_STATES or 4 * states * self.width > TABLE_BYTES:
            return None
        table = np.zeros((states, self.width), np.uint32)
        _fill_table(table, automaton.firsts, automaton.codes, automaton.targets, automaton.links, automaton.lengths)
        return table.reshape(-1)

    @cached_property
    def _roots(self) -> Ints:
        """(width,): the state of each code alone; 0 where there is none."""
        roots = np.zeros(self.width, np.int64)
        own = slice(0, self.automaton.firsts[1])
        roots[self.automaton.codes[own]] = self.automaton.targets[own]
        return roots

    def _read_in_numpy(self, tokens: Whole, codes: Whole, begins: Ints, ends: Ints, base: int) -> Seen:
        """All sequences side by side, token by token."""
        automaton, seen = self.automaton, nothing_seen(self.automaton)
        sources = np.repeat(np.arange(len(automaton)), np.diff(automaton.firsts))
        edges = np.append(sources * self.width + automaton.codes, NOWHERE)  # ascending; the last is none
        order = np.argsort(begins - ends, kind="stable")  # the longest first: those that go on are always in front
        begins, sizes = begins[order], (ends - begins)[order]
        states, lengths = np.zeros(len(order), np.int64), np.zeros(len(order), np.int64)
        for step in range(int(sizes.max(initial=0))):
            going = int(np.searchsorted(-sizes, -step))
            places = begins[:going] + step
            read = codes[tokens[places]].astype(np.int64)
            tried = np.arange(going)
            while len(tried):
                wanted = states[tried] * self.width + read[tried]
                at = np.searchsorted(edges, wanted)
                found = edges[at] == wanted
                states[tried[found]] = automaton.targets[at[found]]
                lengths[tried[found]] += 1
                tried = tried[~found]
                tried = tried[states[tried] > 0]
                states[tried] = automaton.links[states[tried]]
                lengths[tried] = automaton.lengths[states[tried]]
            now = states[:going]
            np.maximum.at(seen.longest, now, (lengths[:going] << PLACE_BITS) - (places + base))
            np.minimum.at(seen.earliest, now, places + base)
        return seen


def _parts(starts: Ints, reach: int) -> tuple[Ints, Ints]:
    """Where the parts that are read begin and end: each sequence, or if it is long, chunks of it.

    A later chunk is begun `reach` tokens early. What is read there is a run that ends the same, but may be shorter:
    nothing that the chunk before does not know better.
    """
    size = max(CHUNK, 8 * reach)
    lengths = np.diff(starts)
    counts = -(-lengths // size)
    number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)  # of a chunk in its sequence
    begins = np.repeat(starts[:-1], counts) + number * size
    ends = np.minimum(begins + size, np.repeat(starts[1:], counts))
    return begins - np.where(number > 0, reach, 0), ends


@compiled
def _fill_table(
    table: NDArray[np.uint32], firsts: Ints, codes: Ints, targets: Ints, links: Ints, lengths: Ints
) -> None:
    for state in range(len(links)):  # a link is smaller than its state: its row is there already
        if state:
            table[state] = table[links[state]]
        for edge in range(firsts[state], firsts[state + 1]):
            table[state, codes[edge]] = (targets[edge] << 16) | (lengths[state] + 1)


@compiled
def _follow_table(
    tokens: Whole,
    codes: Whole,
    begins: Ints,
    ends: Ints,
    base: int,
    table: NDArray[np.uint32],
    width: int,
    lanes: int,
    longest: Ints,
    earliest: Ints,
) -> None:
    """Each lane reads a part; all go on by as many tokens as the part nearest to its end has left."""
    at, until = np.zeros(lanes, np.int64), np.zeros(lanes, np.int64)
    states, lengths = np.zeros(lanes, np.int64), np.zeros(lanes, np.int64)
    following = 0
    while lanes:
        lane = 0
        while lane < lanes:
            if at[lane] < until[lane]:
                lane += 1
            elif following < len(begins):
                at[lane], until[lane] = begins[following], ends[following]
                states[lane], lengths[lane] = 0, 0
                following += 1
            else:
                lanes -= 1
                at[lane], until[lane] = at[lanes], until[lanes]
                states[lane], lengths[lane] = states[lanes], lengths[lanes]
        steps = (until[:lanes] - at[:lanes]).min() if lanes else 0
        for step in range(steps):
            for lane in range(lanes):
                place = at[lane] + step
                entry = table[states[lane] * width + codes[tokens[place]]]
                state = np.int64(entry >> 16)
                length = min(lengths[lane] + 1, np.int64(entry & 0xFFFF))
                states[lane], lengths[lane] = state, length
                met = (length << PLACE_BITS) - (base + place)
                if met > longest[state]:
                    longest[state] = met
                if base + place < earliest[state]:
                    earliest[state] = base + place
        for lane in range(lanes):
            at[lane] += steps


@compiled
def _follow_edges(
    tokens: Whole,
    codes: Whole,
    begins: Ints,
    ends: Ints,
    base: int,
    firsts: Ints,
    edge_codes: Ints,
    targets: Ints,
    links: Ints,
    state_lengths: Ints,
    roots: Ints,
    longest: Ints,
    earliest: Ints,
) -> None:
    for part in range(len(begins)):
        state, length = 0, 0
        for place in range(begins[part], ends[part]):
            code = codes[tokens[place]]
            reached = 0
            while state and not reached:
                low, high = firsts[state], firsts[state + 1]
                while low < high:
                    middle = (low + high) // 2
                    if edge_codes[middle] < code:
                        low = middle + 1
                    else:
                        high = middle
                if low < firsts[state + 1] and edge_codes[low] == code:
                    reached = targets[low]
                else:
                    state = links[state]
                    length = state_lengths[state]
            if not reached:
                reached = roots[code]
            state, length = reached, length + 1 if reached else 0
            met = (length << PLACE_BITS) - (base + place)
            if met > longest[state]:
                longest[state] = met
            if base + place < earliest[state]:
                earliest[state] = base + place
