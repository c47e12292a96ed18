"""Copies as music: which bars of which piece, and the same bars of the candidate."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from evaluation.measures.originality.events import Line
from evaluation.measures.originality.kinds import Reading, kind_named
from evaluation.ngrams.copies.search import NO_COPY, Copies, Copy, find_shared_events, no_copies
from generators.errors import InputError
from generators.pieces import Piece, bar_spans, cut, meter_at, position, seconds


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some bars of a piece."""

    name: str  # the piece's, as it was given
    piece: Piece
    onset: int  # ticks
    end: int  # ticks

    @property
    def position(self) -> tuple[int, float]:
        """Bar and beat at which it begins, both counted from 1; the bar of a pickup is 0."""
        return position(self.piece, self.onset)

    @property
    def bars(self) -> float:
        """Length in bars, as long as the piece's are where it goes through them."""
        return _bars_before(self.piece, self.end) - _bars_before(self.piece, self.onset)

    @property
    def seconds(self) -> float:
        return seconds(self.piece, self.onset, self.end)

    @property
    def music(self) -> Piece:
        """The stretch alone."""
        return cut(self.piece, self.onset, self.end - self.onset)


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A run of events that a candidate and a piece of the corpus have in common, in both."""

    events: int
    candidate: Stretch
    source: Stretch


@dataclass(frozen=True, slots=True)
class NearestPassage:
    """What of the corpus is nearest to one bar of a candidate."""

    bar: int  # counted from 1; that of a pickup is 0
    events: int  # that begin in the bar
    shared: int  # how many of them the passage holds
    passage: SharedPassage | None  # reaches beyond the bar if the copy does; None if the corpus has none of its events


@dataclass(frozen=True, eq=False)
class Repertoire:
    """The pieces that could have been copied, as events of one kind."""

    kind: str  # one of KINDS
    names: Sequence[str]
    pieces: Sequence[Piece]
    lines: Sequence[Line]
    owners: Sequence[int]  # of each line, the place of its piece


@dataclass(frozen=True, eq=False)
class SharedLine:
    """One line of a candidate's events, and what of it stands in a repertoire."""

    line: Line
    copies: Copies


NOTHING = SharedLine(Line((), (), ()), no_copies())


@dataclass(frozen=True, eq=False)
class Finding:
    """What one candidate has in common with a repertoire, line by line."""

    name: str
    piece: Piece
    lines: Sequence[SharedLine]
    repertoire: Repertoire

    @cached_property
    def best(self) -> SharedLine:
        """The line with the longest copy, the first of several; NOTHING if the candidate has no line."""
        return max(self.lines, key=lambda each: each.copies.longest.length, default=NOTHING)

    @property
    def copied(self) -> int:
        """Length in events of the longest copy."""
        return self.best.copies.longest.length

    @property
    def longest(self) -> SharedPassage | None:
        """The longest shared passage, the first of several; None if not a single event is shared."""
        return self._passage(self.best.line, self.best.copies.longest)

    def nearest(self) -> list[NearestPassage]:
        """For each bar in which an event begins, the nearest passage of the corpus.

        Of all runs that stand in the corpus and hold an event of the bar, it is the one that holds the most of them;
        of several, the longest run, and then the first. What is counted are the events of its line.
        """
        starts = [0, *(begin for begin, _ in bar_spans(self.piece) if begin)]
        first_bar = 1 if self.piece.pickup == 0 else 0
        found = []
        for number, (begin, end) in enumerate(zip(starts, [*starts[1:], self.piece.length], strict=True), first_bar):
            near = [each for line in self.lines if (each := self._nearest_of(line, number, begin, end))]
            if near:
                found.append(max(near, key=lambda each: (each.shared, each.passage.events if each.passage else 0)))
        return found

    def _nearest_of(self, shared: SharedLine, bar: int, begin: int, end: int) -> NearestPassage | None:
        """What is nearest to the line in that bar; None if none of its events begins there."""
        onsets = shared.line.onsets
        first, last = bisect_left(onsets, begin), bisect_left(onsets, end)
        if first == last:
            return None
        count, copy = _nearest_run(shared.copies, first, last)
        return NearestPassage(bar, last - first, count, self._passage(shared.line, copy))

    def _passage(self, line: Line, copy: Copy) -> SharedPassage | None:
        if copy.sequence is None or copy.offset is None:
            return None
        all_of, owner = self.repertoire, self.repertoire.owners[copy.sequence]
        there = (all_of.names[owner], all_of.pieces[owner], all_of.lines[copy.sequence])
        return SharedPassage(
            copy.length,
            candidate=_stretch(self.name, self.piece, line, copy.start, copy.length),
            source=_stretch(*there, copy.offset, copy.length),
        )


def repertoire_of(kind: str, pieces: Sequence[tuple[str, Piece]]) -> Repertoire:
    """Names and pieces as a repertoire. Raises InputError if there is none, or if one cannot be read as that kind."""
    if not pieces:
        raise InputError("an empty corpus: nothing could have been copied")
    reading = kind_named(kind).of_training
    read = [(line, owner) for owner, (name, piece) in enumerate(pieces) for line in _read(reading, name, piece)]
    names, music = [name for name, _ in pieces], [piece for _, piece in pieces]
    return Repertoire(kind, names, music, [line for line, _ in read], [owner for _, owner in read])


def find_passages(candidates: Sequence[tuple[str, Piece]], repertoire: Repertoire) -> list[Finding]:
    """What each candidate, a name and a piece, has in common with the repertoire.

    Raises InputError if one cannot be read as the repertoire was.
    """
    reading = kind_named(repertoire.kind).of_candidate
    read = [_read(reading, name, piece) for name, piece in candidates]
    events = [line.events for lines in read for line in lines]
    shared = iter(find_shared_events(events, [line.events for line in repertoire.lines]))
    return [
        Finding(name, piece, [SharedLine(line, next(shared)) for line in lines], repertoire)
        for (name, piece), lines in zip(candidates, read, strict=True)
    ]


def _nearest_run(copies: Copies, first: int, last: int) -> tuple[int, Copy]:
    """Of the events first … last - 1 how many the nearest run holds, and that run."""
    best = (0, NO_COPY)
    for place in range(first, len(copies.lengths)):
        run = copies.ending_at(place)
        start = place + 1 - run.length
        if start >= last:  # runs that end later begin no earlier
            break
        shared = min(place + 1, last) - max(start, first)
        if (shared, run.length) > (best[0], best[1].length):
            best = (shared, run)
    return best


def _bars_before(piece: Piece, tick: int) -> float:
    """Bars from the first full one to a tick; negative in a pickup."""
    spans = bar_spans(piece)
    number = bisect_right(spans, tick, key=lambda span: span[0])
    if number:
        begin, end = spans[number - 1]
        return number - 1 + (tick - begin) / (end - begin)
    return (tick - piece.pickup) / meter_at(piece, 0).bar


def _stretch(name: str, piece: Piece, line: Line, start: int, length: int) -> Stretch:
    return Stretch(name, piece, line.onsets[start], line.ends[start + length - 1])


def _read(reading: Reading, name: str, piece: Piece) -> tuple[Line, ...]:
    try:
        return reading(piece)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
