"""Copies as music: which bars of which piece, and the same bars of the candidate."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.originality.copies import NO_COPY, Copies, Copy, find_shared_events
from evaluation.originality.events import KINDS, Line
from generators.errors import InputError
from generators.pieces import Piece, bars, cut, meter_at, position, seconds


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
        """Length in bars of the metre in which it begins."""
        return (self.end - self.onset) / meter_at(self.piece, self.onset).bar

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


@dataclass(frozen=True, eq=False)
class Finding:
    """What one candidate has in common with a repertoire."""

    name: str
    piece: Piece
    line: Line  # the candidate's events
    copies: Copies
    repertoire: Repertoire

    @property
    def longest(self) -> SharedPassage | None:
        """The longest shared passage, the first of several; None if not a single event is shared."""
        return self._passage(self.copies.longest)

    def nearest(self) -> list[NearestPassage]:
        """For each bar in which an event begins, the nearest passage of the corpus.

        Of all runs that stand in the corpus and hold an event of the bar, it is the one that holds the most of them;
        of several, the longest run, and then the first.
        """
        starts = [0, *(tick for tick in bars(self.piece) if tick)]
        first_bar = 1 if self.piece.pickup == 0 else 0
        found = []
        for number, (begin, end) in enumerate(zip(starts, [*starts[1:], self.piece.length], strict=True), first_bar):
            first, last = bisect_right(self.line.onsets, begin - 1), bisect_right(self.line.onsets, end - 1)
            if first < last:
                shared, copy = self._nearest_run(first, last)
                found.append(NearestPassage(number, last - first, shared, self._passage(copy)))
        return found

    def _nearest_run(self, first: int, last: int) -> tuple[int, Copy]:
        """Of the events first … last - 1 how many the nearest run holds, and that run."""
        best = (0, NO_COPY)
        for place in range(first, len(self.line)):
            run = self.copies.ending_at(place)
            start = place + 1 - run.length
            if start >= last:  # runs that end later begin no earlier
                break
            shared = min(place + 1, last) - max(start, first)
            if (shared, run.length) > (best[0], best[1].length):
                best = (shared, run)
        return best

    def _passage(self, copy: Copy) -> SharedPassage | None:
        if copy.sequence is None or copy.offset is None:
            return None
        source, all_of = copy.sequence, self.repertoire
        there = (all_of.names[source], all_of.pieces[source], all_of.lines[source])
        return SharedPassage(
            copy.length,
            candidate=_stretch(self.name, self.piece, self.line, copy.start, copy.length),
            source=_stretch(*there, copy.offset, copy.length),
        )


def repertoire_of(kind: str, pieces: Sequence[tuple[str, Piece]]) -> Repertoire:
    """Names and pieces as a repertoire. Raises InputError if there is none, or if one cannot be read as that kind."""
    if not pieces:
        raise InputError("an empty corpus: nothing could have been copied")
    lines = [line for name, piece in pieces for line in _read(kind, name, piece)]
    return Repertoire(kind, [name for name, _ in pieces], [piece for _, piece in pieces], lines)


def find_passages(candidates: Sequence[tuple[str, Piece]], repertoire: Repertoire) -> list[Finding]:
    """What each candidate, a name and a piece, has in common with the repertoire.

    A candidate that can be read in several ways is read in the one that gives the longest copy.
    Raises InputError if one cannot be read as the repertoire was.
    """
    read = [_read(repertoire.kind, name, piece, candidate=True) for name, piece in candidates]
    events = [line.events for lines in read for line in lines]
    shared = iter(find_shared_events(events, [line.events for line in repertoire.lines]))
    findings = []
    for (name, piece), lines in zip(candidates, read, strict=True):
        ways = [(line, next(shared)) for line in lines]
        line, copies = max(ways, key=lambda way: way[1].longest.length)
        findings.append(Finding(name, piece, line, copies, repertoire))
    return findings


def _stretch(name: str, piece: Piece, line: Line, start: int, length: int) -> Stretch:
    return Stretch(name, piece, line.onsets[start], line.ends[start + length - 1])


def _read(kind: str, name: str, piece: Piece, candidate: bool = False) -> tuple[Line, ...]:
    if kind not in KINDS:
        raise InputError(f"no events {kind!r}: there are {', '.join(KINDS)}")
    try:
        return KINDS[kind].of_candidate(piece) if candidate else (KINDS[kind].of_training(piece),)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
