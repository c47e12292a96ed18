"""Copying, token by token: the longest run that ends at each token of a candidate and stands in a corpus, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np

from evaluation.compiling import compiled
from evaluation.ngrams.copies.scan import NOWHERE, PLACE_BITS, CopyScan, Seen, nothing_seen
from evaluation.ngrams.copies.suffix_automaton import Ints, SuffixAutomaton, suffix_automaton_of
from evaluation.sequences.packed import PackedSequences, pack


@dataclass(frozen=True, slots=True)
class Copy:
    """A run that stands in the candidate and in a sequence of the corpus alike; length 0 where nothing is shared."""

    length: int  # tokens
    start: int  # token of the candidate at which it begins
    sequence: int | None  # which of the corpus, counted through all shards
    offset: int | None  # token of that sequence at which it begins there


@dataclass(frozen=True, eq=False)
class Copies:
    """For each token of one candidate, the longest run that ends with it and stands in the corpus.

    Of its occurrences in the corpus, the first.
    """

    lengths: Ints  # (tokens,): 0 where the token itself is not in the corpus
    sequences: Ints  # (tokens,): which sequence it stands in; -1 where there is none
    offsets: Ints  # (tokens,): token of that sequence at which it begins; -1 where there is none

    def ending_at(self, place: int) -> Copy:
        """The run that ends with the token at that place."""
        length = int(self.lengths[place])
        if not length:
            return NO_COPY
        return Copy(length, place + 1 - length, int(self.sequences[place]), int(self.offsets[place]))

    @property
    def longest(self) -> Copy:
        """The longest of all; of several, the first in the candidate."""
        return self.ending_at(int(self.lengths.argmax())) if len(self.lengths) else NO_COPY

    def runs(self, length: int) -> int:
        """How many of the candidate's runs of that many tokens stand in the corpus, of max(0, tokens - length + 1)."""
        return int((self.lengths >= length).sum())


NO_COPY = Copy(0, 0, None, None)


def no_copies() -> Copies:
    """Of a candidate without tokens."""
    nothing = np.zeros(0, np.int64)
    return Copies(nothing, nothing, nothing)


def find_copies(candidates: PackedSequences, corpus: PackedSequences | Iterable[PackedSequences]) -> list[Copies]:
    """What each candidate has in common with a corpus, given whole or in shards, in one pass over it.

    Time grows with the corpus and hardly with the candidates; memory beside the corpus with the candidates alone. The
    result does not depend on the shards' sizes nor on the number of threads.
    """
    search = CopySearch(candidates)
    for shard in [corpus] if isinstance(corpus, PackedSequences) else corpus:
        search.read(shard)
    return search.copies()


class CopySearch:
    """`find_copies` step by step, for those who read each shard for more than copies."""

    def __init__(self, candidates: PackedSequences) -> None:
        used, codes = np.unique(candidates.tokens, return_inverse=True)
        starts = candidates.starts.tolist()
        sequences = [codes[begin:end].tolist() for begin, end in pairwise(starts)]
        self._starts = starts
        self._codes = {candidates.vocabulary[token]: code for code, token in enumerate(used.tolist())}
        self._automaton = suffix_automaton_of(sequences)
        self._reader = CopyScan(self._automaton, len(used) + 1, max(map(len, sequences), default=0))
        self._seen = nothing_seen(self._automaton)
        self._begins: list[Ints] = []  # where each sequence begins among all tokens read, shard by shard
        self._read = 0

    def read(self, corpus: PackedSequences) -> None:
        """Take in one shard."""
        absent = len(self._codes)
        codes = np.array([self._codes.get(token, absent) for token in corpus.vocabulary], dtype=np.uint16)
        self._seen = self._seen.merged(self._reader.read(corpus.tokens, codes, corpus.starts, self._read))
        self._begins.append(self._read + corpus.starts[:-1])
        self._read += int(corpus.starts[-1])

    def copies(self) -> list[Copies]:
        """Of each candidate, from the shards read so far."""
        lengths, places = _longest_endings(self._automaton, self._seen)
        begins = np.concatenate([np.zeros(0, np.int64), *self._begins])
        found = lengths > 0
        heads = places - lengths + 1
        sequences = np.where(found, np.searchsorted(begins, heads, side="right") - 1, -1)
        offsets = np.where(found, heads - begins[sequences], -1) if len(begins) else sequences
        return [Copies(lengths[a:b], sequences[a:b], offsets[a:b]) for a, b in pairwise(self._starts)]


def _longest_endings(automaton: SuffixAutomaton, seen: Seen) -> tuple[Ints, Ints]:
    """For each token of the candidates the longest run ending there, and the first place of the corpus it ends at."""
    longest, earliest = seen.longest.copy(), seen.earliest.copy()
    _pass_down(automaton.links, automaton.lengths, longest, earliest)
    states = _met_states(automaton.places, automaton.links, earliest)
    lengths = -(-longest[states] >> PLACE_BITS)
    lengths[states == 0] = 0
    return lengths, (lengths << PLACE_BITS) - longest[states]


@compiled
def _pass_down(links: Ints, lengths: Ints, longest: Ints, earliest: Ints) -> None:
    """Where a run ended, the longest run of its state's link ended, too, and so on."""
    for state in range(len(links) - 1, 0, -1):
        if earliest[state] < NOWHERE:
            link = links[state]
            whole = (lengths[link] << PLACE_BITS) - earliest[state]
            longest[link] = max(longest[link], whole)
            earliest[link] = min(earliest[link], earliest[state])


@compiled
def _met_states(places: Ints, links: Ints, earliest: Ints) -> Ints:
    """For each place the state of the longest run that ends there and was met; 0 where there is none."""
    met = np.zeros(len(places), np.int64)
    for place in range(len(places)):
        state = places[place]
        while state and earliest[state] == NOWHERE:
            state = links[state]
        met[place] = state
    return met


def find_shared_events(candidates: Sequence[Sequence[Hashable]], corpus: Iterable[Sequence[Hashable]]) -> list[Copies]:
    """`find_copies` of sequences of any hashable values, such as a `Line`'s events; the corpus may have any number.

    Raises InputError if the candidates have more distinct events than a vocabulary may hold.
    """
    numbers: defaultdict[Hashable, int] = defaultdict(count().__next__)  # an event met for the first time gets the next
    ids = [np.array([numbers[event] for event in candidate], dtype=np.int64) for candidate in candidates]
    absent = len(numbers)
    read = [np.array([numbers.get(event, absent) for event in sequence], dtype=np.int64) for sequence in corpus]
    return find_copies(pack(ids), pack(read))
