"""Notes as they are written: lanes of chords that do not overlap, cut into note values, rests and tuplets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.files.musicxml.tuplets import Tuplet, tuplets
from generators.pieces import Meter, Note

TYPES = {"whole": 1920, "half": 960, "quarter": 480, "eighth": 240, "16th": 120, "32nd": 60, "64th": 30}
BEAMS = {"eighth": 1, "16th": 2, "32nd": 3, "64th": 4}
# Ticks → (type, dots) of every note value that is written without a tie.
NOTE_VALUES = {ticks * 3 // 2: (name, 1) for name, ticks in TYPES.items()} | {
    ticks: (name, 0) for name, ticks in TYPES.items()
}

Chord = list[Note]


@dataclass(frozen=True, slots=True)
class Symbol:
    """What is written as one note value: a rest (no notes), or a chord or part of one."""

    onset: int
    duration: int  # ticks
    value: int  # ticks that it would last outside a tuplet; those of a note value where it is one
    notes: tuple[Note, ...]  # as they sound; longer than the symbol where ties join several
    tuplet: Tuplet | None = None

    @property
    def type(self) -> tuple[str, int] | None:
        """Note type and dots; None of a length that no note value has."""
        return NOTE_VALUES.get(self.value)

    @property
    def beams(self) -> int:
        return BEAMS.get(self.type[0], 0) if self.notes and self.type else 0


def lanes(notes: Sequence[Note]) -> list[list[Chord]]:
    """The notes as lanes of chords that do not overlap: one lane for a melody, more for polyphony in one voice."""
    found: list[list[Chord]] = []
    for note in sorted(notes):
        for lane in found:
            last = lane[-1][0]
            if (last.onset, last.duration) == (note.onset, note.duration) and last.fermata == note.fermata:
                lane[-1].append(note)
                break
            if last.end <= note.onset:
                lane.append([note])
                break
        else:
            found.append([[note]])
    return found or [[]]


def symbols(lane: Sequence[Chord], start: int, end: int, bar: int, meter: Meter) -> list[Symbol]:
    """The lane from tick `start` to `end`, without a gap; `bar`: where the bar begins, which may be before."""
    spans: list[tuple[int, int, tuple[Note, ...]]] = []
    now = start
    for chord in lane:
        first, last = max(chord[0].onset, start), min(chord[0].end, end)
        if first < last:
            spans += [(now, first, ()), (first, last, tuple(chord))]
            now = last
    spans.append((now, end, ()))
    found = tuplets([(first, last) for first, last, notes in spans if notes], start, end, bar, meter)
    return [symbol for span in spans for symbol in _written(*span, found)]


def _written(start: int, end: int, notes: tuple[Note, ...], within: Sequence[Tuplet]) -> Iterator[Symbol]:
    while start < end:
        tuplet = next((each for each in within if each.onset <= start < each.end), None)
        if tuplet is not None:
            stop = min(end, tuplet.end)
            yield from _in_tuplet(start, stop, notes, tuplet)
        else:
            stop = min([end, *(each.onset for each in within if start < each.onset)])
            now = start
            for value in _split(stop - start):
                yield Symbol(now, value, value, notes)
                now += value
        start = stop


def _in_tuplet(start: int, end: int, notes: tuple[Note, ...], tuplet: Tuplet) -> Iterator[Symbol]:
    """From its first step to its last, its ticks shared out among note values."""
    first, last = tuplet.step(start), tuplet.step(end)
    now, step = start, first
    for value in _split((last - first) * tuplet.value):
        step += value // tuplet.value
        until = end if step == last else tuplet.tick(step)
        yield Symbol(now, until - now, value, notes, tuplet)
        now = until
    if now < end:
        yield Symbol(now, end - now, 0, notes, tuplet)


def _split(ticks: int) -> Iterator[int]:
    """Note values, longest first, that add up to `ticks`; what is too short for any is one value of its own."""
    while ticks:
        value = max((value for value in NOTE_VALUES if value <= ticks), default=ticks)
        yield value
        ticks -= value
