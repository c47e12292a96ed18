"""Copying: the longest run of events that a candidate has in common with a corpus, and where it stands there.

One of the measures of an originality report (Yin, Reuben, Stepney & Collins 2022, "Measuring when a music generation
algorithm copies too much: the originality report, cardinality score, and symbolic fingerprinting by geometric hashing",
SN Computer Science 3, 340). Held against what pieces of the corpus copy from each other, it tells whether a system
copies more than people do. An event is any hashable value: a frame's number, a token, a chord.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from generators.errors import InputError
from generators.pieces import Note, Piece

Events = Sequence[Hashable]
ChordEvent = tuple[int | None, ...]  # duration in ticks, then a pitch for each voice, None for a rest


@dataclass(frozen=True, slots=True)
class Copy:
    """A run of events that stands in the candidate and in a source alike; length 0 where nothing is shared."""

    length: int  # events
    start: int  # event of the candidate at which it begins
    source_index: int | None  # which piece of the corpus
    source_start: int | None  # event of that piece


def longest_copy(candidate: Events, corpus: Sequence[Events]) -> Copy:
    """The longest run of consecutive events that the candidate shares with one piece of the corpus, exactly.

    Of several equally long, the first in the candidate, and of its occurrences the first in the corpus. To ask for
    many candidates, build a `CopyIndex` once.
    """
    return CopyIndex(corpus).longest_copy(candidate)


class CopyIndex:
    """All runs of events of a corpus, as a suffix automaton: built in one pass, then asked in one pass a candidate.

    Blumer et al. 1985, "The smallest automaton recognizing the subwords of a text". A state stands for runs that end
    at the same places; `_length` is the longest of them, `_first_end` the first place, `_shorter` the state of the
    longest run that ends at more places. Time and memory grow with the number of events in the corpus.
    """

    def __init__(self, corpus: Sequence[Events]) -> None:
        self._next: list[dict[Hashable, int]] = [{}]
        self._shorter = [-1]
        self._length = [0]
        self._first_end = [0]
        self._starts: list[int] = []
        self._size = 0
        last = 0
        for events in corpus:
            self._starts.append(self._size)
            for event in events:
                last = self._extended(last, event)
            last = self._extended(last, object())  # equal to nothing: no run crosses from piece to piece

    def _extended(self, last: int, event: Hashable) -> int:
        """The state of the whole text so far after one more event."""
        self._size += 1
        new = self._state({}, self._length[last] + 1, self._size)
        state = last
        while state >= 0 and event not in self._next[state]:
            self._next[state][event] = new
            state = self._shorter[state]
        self._shorter[new] = 0 if state < 0 else self._exact(state, event)
        return new

    def _exact(self, state: int, event: Hashable) -> int:
        """The state reached from `state` by `event`, split off if it also stands for longer runs."""
        reached = self._next[state][event]
        if self._length[reached] == self._length[state] + 1:
            return reached
        split = self._state(self._next[reached].copy(), self._length[state] + 1, self._first_end[reached])
        self._shorter[split] = self._shorter[reached]
        self._shorter[reached] = split
        while state >= 0 and self._next[state].get(event) == reached:
            self._next[state][event] = split
            state = self._shorter[state]
        return split

    def _state(self, following: dict[Hashable, int], length: int, first_end: int) -> int:
        self._next.append(following)
        self._shorter.append(0)
        self._length.append(length)
        self._first_end.append(first_end)
        return len(self._next) - 1

    def longest_copy(self, candidate: Events) -> Copy:
        """See the function of that name."""
        best, best_end, best_state = 0, 0, 0
        for end, (state, length) in enumerate(self._runs(candidate), start=1):
            if length > best:
                best, best_end, best_state = length, end, state
        if not best:
            return Copy(0, 0, None, None)
        start = self._first_end[best_state] - best
        source = sum(begin <= start for begin in self._starts) - 1
        return Copy(best, best_end - best, source, start - self._starts[source])

    def _runs(self, candidate: Events) -> Iterator[tuple[int, int]]:
        """For each event, the state and length of the longest copied run that ends with it."""
        state = length = 0
        for event in candidate:
            while state and event not in self._next[state]:
                state = self._shorter[state]
                length = self._length[state]
            if event in self._next[state]:
                state, length = self._next[state][event], length + 1
            yield state, length


def chord_events(piece: Piece) -> list[ChordEvent]:
    """A four-voice piece as chords, each told from the one before, so that transposed copies are equal.

    Time is cut wherever a voice begins or ends a note; repeated and held notes are not told apart unless another voice
    moves, and time in which all voices rest is left out. A chord's event is its duration in ticks and, for each voice,
    its pitch in semitones above the lowest pitch of the previous chord (the first chord: of its own), None for a rest.
    A run of k equal events is k chords alike but for transposition.

    Raises InputError if the piece has not four voices or a voice sounds two notes at once.
    """
    if len(piece.voices) != 4:
        raise InputError(f"chord events need four voices, and {piece.title!r} has {len(piece.voices)}")
    cuts = sorted({tick for voice in piece.voices for note in voice.notes for tick in (note.onset, note.end)})
    lines = [_line(voice.notes, cuts) for voice in piece.voices]
    events: list[ChordEvent] = []
    reference: int | None = None
    for place, chord in enumerate(zip(*lines, strict=True)):
        sounding = [pitch for pitch in chord if pitch is not None]
        if not sounding:
            continue
        lowest = min(sounding)
        base = lowest if reference is None else reference
        duration = cuts[place + 1] - cuts[place]
        events.append((duration, *(None if pitch is None else pitch - base for pitch in chord)))
        reference = lowest
    return events


def _line(notes: Sequence[Note], cuts: Sequence[int]) -> list[int | None]:
    """The voice's pitch from each cut to the next."""
    places = {tick: place for place, tick in enumerate(cuts)}
    line: list[int | None] = [None] * (len(cuts) - 1)
    for note in notes:
        for place in range(places[note.onset], places[note.end]):
            if line[place] is not None:
                raise InputError(f"a voice sounds two notes at once at tick {cuts[place]}")
            line[place] = note.pitch
    return line
