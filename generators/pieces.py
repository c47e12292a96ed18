"""Symbolic music: notes in voices, with metre, measures, keys, tempi and fermatas.

Time is counted in ticks, 480 to a quarter note, from the start of the piece; pitch is a MIDI number (60 = middle C).
Everything here is frozen: functions return new pieces and never change their arguments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, Protocol, TypeVar

from generators.errors import InputError

TICKS_PER_QUARTER = 480
DEFAULT_TEMPO = 90.0  # quarter notes a minute, at which music is heard that names no tempo
DEFAULT_VELOCITY = 80

Mode = Literal["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "locrian"]
# Steps up the line of fifths from the major tonic of a key signature to the mode's own tonic: C major, D dorian, …
_TONIC_ON_LINE: dict[Mode, int] = {
    "lydian": -1,
    "major": 0,
    "mixolydian": 1,
    "dorian": 2,
    "minor": 3,
    "phrygian": 4,
    "locrian": 5,
}


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A sounding note. `fermata` marks the end of a phrase in a chorale."""

    onset: int  # ticks, >= 0
    duration: int  # ticks, > 0
    pitch: int  # MIDI number, 0-127
    fermata: bool = False
    velocity: int = DEFAULT_VELOCITY  # 1-127

    def __post_init__(self) -> None:
        if self.onset < 0 or self.duration <= 0:
            raise InputError(
                f"a note needs onset >= 0 and duration > 0, not onset {self.onset}, duration {self.duration}"
            )
        if not 0 <= self.pitch <= 127:
            raise InputError(f"pitch {self.pitch} is not a MIDI number from 0 to 127")

    @property
    def end(self) -> int:
        return self.onset + self.duration


@dataclass(frozen=True, slots=True)
class Program:
    """An instrument by its General MIDI number, in force from `onset` on."""

    onset: int  # ticks
    number: int  # 0-127


@dataclass(frozen=True, slots=True)
class Pedal:
    """A stretch during which the sustain pedal is held down."""

    onset: int  # ticks
    end: int  # ticks, > onset


@dataclass(frozen=True, slots=True)
class Voice:
    """A named line of notes, sorted by onset (then duration, then pitch)."""

    name: str
    notes: tuple[Note, ...]
    drums: bool = False  # its pitches are a drum kit's, as General MIDI numbers them
    programs: tuple[Program, ...] = ()  # sorted by onset; none where it is not known what plays
    pedals: tuple[Pedal, ...] = ()  # sorted by onset, none within another


@dataclass(frozen=True, slots=True)
class Meter:
    """A time signature, in force from `onset` on."""

    onset: int  # ticks
    numerator: int
    denominator: int  # a power of two
    groups: tuple[int, ...] = ()  # its beats' lengths, in the denominator's unit, where it is additive: 3+2/8

    @property
    def bar(self) -> int:
        """Length of a bar in ticks."""
        return self.numerator * TICKS_PER_QUARTER * 4 // self.denominator


@dataclass(frozen=True, slots=True)
class Key:
    """A key by its tonic's pitch class (0 = C) and mode."""

    tonic: int  # 0-11
    mode: Mode

    @property
    def fifths(self) -> int:
        """Sharps (positive) or flats (negative) of the key signature, -6 to 5."""
        return (self.tonic * 7 - _TONIC_ON_LINE[self.mode] + 6) % 12 - 6

    def transposed(self, semitones: int) -> Key:
        return replace(self, tonic=(self.tonic + semitones) % 12)

    def signature(self, onset: int = 0) -> KeySignature:
        """How the key is written, in force from a tick on."""
        return KeySignature(onset, self.fifths, self.mode)


@dataclass(frozen=True, slots=True)
class KeySignature:
    """Sharps or flats at the clef, in force from `onset` on, and the mode where it is known."""

    onset: int  # ticks
    fifths: int  # sharps (positive) or flats (negative), -7 to 7
    mode: Mode | None

    @property
    def key(self) -> Key | None:
        """The key that it stands for; None where the mode is not known."""
        return self.mode and Key((self.fifths + _TONIC_ON_LINE[self.mode]) * 7 % 12, self.mode)

    def transposed(self, semitones: int) -> KeySignature:
        """Unmoved by whole octaves; else with -6 to 5 sharps."""
        return replace(self, fifths=(self.fifths + 7 * semitones + 6) % 12 - 6) if semitones % 12 else self


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast it goes from `onset` on."""

    onset: int  # ticks
    quarters: float  # a minute, > 0


COMMON_TIME = (Meter(0, 4, 4),)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of music."""

    voices: tuple[Voice, ...]
    length: int  # ticks; no note ends later
    meters: tuple[Meter, ...] = COMMON_TIME  # sorted by onset, the first at 0
    pickup: int = 0  # ticks before the first full bar
    measures: tuple[int, ...] = ()  # ticks at which bars begin, the first after the pickup; none where metres tell them
    breaks: tuple[int, ...] = ()  # bars' beginnings that do not follow on from what stands before, as a second ending
    keys: tuple[KeySignature, ...] = ()  # sorted by onset
    tempos: tuple[Tempo, ...] = ()  # sorted by onset; none where the music names no tempo
    title: str = ""
    source: str = ""  # where it came from, for people
    changes: tuple[str, ...] = field(default=(), compare=False)  # what reading it left out or changed, for people

    def __post_init__(self) -> None:
        last = max((note.end for voice in self.voices for note in voice.notes), default=0)
        if last > self.length:
            raise InputError(f"a note ends at tick {last}, after the piece's length {self.length}")
        if self.measures and (self.measures[0] != self.pickup or any(a >= b for a, b in pairwise(self.measures))):
            raise InputError(f"measures must begin after the pickup of {self.pickup} ticks, each later than the last")

    def voice(self, name: str) -> Voice:
        """The voice of that name; raises InputError if there is none."""
        for voice in self.voices:
            if voice.name == name:
                return voice
        raise InputError(f"no voice {name!r} in {self.title!r}: it has {', '.join(v.name for v in self.voices)}")

    @property
    def key(self) -> Key | None:
        """The key it begins in, where that is known."""
        return self.keys[0].key if self.keys and self.keys[0].onset == 0 else None

    @property
    def seconds(self) -> float:
        return seconds(self, 0, self.length)

    @property
    def tempo(self) -> float:
        """Quarter notes a minute as it is heard, on average where the tempo changes."""
        speeds = {tempo.quarters for tempo in tempos_within(self, 0, self.length)}
        return speeds.pop() if len(speeds) == 1 else self.length / TICKS_PER_QUARTER * 60 / self.seconds


class _Dated(Protocol):
    @property
    def onset(self) -> int: ...


_Event = TypeVar("_Event", bound=_Dated)


def in_force(events: Sequence[_Event], tick: int) -> _Event | None:
    """The last of the events, sorted by onset, that begins at the tick or before."""
    index = bisect_right(events, tick, key=lambda event: event.onset)
    return events[index - 1] if index else None


def transpose(piece: Piece, semitones: int) -> Piece:
    """The piece moved by `semitones` (up if positive); drums stay. Raises InputError if a note leaves 0-127."""
    voices = tuple(
        voice
        if voice.drums
        else replace(voice, notes=tuple(replace(note, pitch=note.pitch + semitones) for note in voice.notes))
        for voice in piece.voices
    )
    return replace(piece, voices=voices, keys=tuple(key.transposed(semitones) for key in piece.keys))


def at_tempo(piece: Piece, quarters: float) -> Piece:
    """The piece at one tempo, in quarter notes a minute, throughout."""
    return replace(piece, tempos=(Tempo(0, quarters),))


def cut(piece: Piece, start: int, length: int) -> Piece:
    """The piece from tick `start` on, `length` ticks long; notes that cross an edge are shortened to it.

    A note cut off at its end loses its fermata. Raises InputError if the cut is not within the piece.
    """
    end = start + length
    if start < 0 or length <= 0 or end > piece.length:
        raise InputError(f"cannot cut ticks {start} to {end} from a piece of {piece.length} ticks")
    begins = [tick - start for tick in bars(piece) if start <= tick < end]
    return replace(
        piece,
        voices=tuple(_cut_voice(voice, start, end) for voice in piece.voices),
        length=length,
        meters=_within(piece.meters, start, end),
        pickup=begins[0] if begins else length,
        measures=tuple(begins) if piece.measures else (),
        breaks=tuple(tick - start for tick in piece.breaks if start < tick < end),
        keys=_within(piece.keys, start, end),
        tempos=_within(piece.tempos, start, end),
    )


def follows_on(piece: Piece, start: int, end: int) -> bool:
    """Whether ticks `start` to `end` can be heard in one go: no first ending runs on into a second one in them."""
    return not any(start < tick < end for tick in piece.breaks)


def _cut_voice(voice: Voice, start: int, end: int) -> Voice:
    held = (Pedal(max(p.onset, start) - start, min(p.end, end) - start) for p in voice.pedals)
    return replace(
        voice,
        notes=tuple(_clipped(note, start, end) for note in voice.notes if start < note.end and note.onset < end),
        programs=_within(voice.programs, start, end),
        pedals=tuple(pedal for pedal in held if pedal.onset < pedal.end),
    )


def _within(events: Sequence[_Event], start: int, end: int) -> tuple[_Event, ...]:
    """What is in force from `start` to `end`, counted from `start`."""
    before = in_force(events, start)
    kept = [event for event in events if event is before or start < event.onset < end]
    return tuple(replace(event, onset=max(event.onset - start, 0)) for event in kept)  # type: ignore[type-var]


def _clipped(note: Note, start: int, end: int) -> Note:
    onset, stop = max(note.onset, start), min(note.end, end)
    return replace(note, onset=onset - start, duration=stop - onset, fermata=note.fermata and stop == note.end)


def seconds(piece: Piece, start: int, end: int) -> float:
    """How long ticks `start` to `end` last as they are heard."""
    tempos = tempos_within(piece, start, end)
    edges = [start, *(tempo.onset for tempo in tempos[1:]), end]
    spans = zip(pairwise(edges), tempos, strict=True)
    return sum((until - begin) / tempo.quarters for (begin, until), tempo in spans) * 60 / TICKS_PER_QUARTER


def tempos_within(piece: Piece, start: int, end: int) -> list[Tempo]:
    """The tempo in force at `start`, and those that begin before `end`: 90 quarters a minute where none is named."""
    at_start = in_force(piece.tempos, start) or Tempo(0, DEFAULT_TEMPO)
    return [at_start, *(tempo for tempo in piece.tempos if start < tempo.onset < end)]


def bars(piece: Piece) -> Iterator[int]:
    """Ticks at which full bars begin, after the pickup: where its measures do, or as its metres tell."""
    if piece.measures:
        yield from piece.measures
    else:
        yield from regular_bars(piece.meters, piece.pickup, piece.length)


def regular_bars(meters: Sequence[Meter], pickup: int, length: int) -> Iterator[int]:
    """Ticks before `length` at which bars begin by the metres alone; a change of metre begins a bar."""
    tick = pickup
    while tick < length:
        yield tick
        meter = in_force(meters, tick) or meters[0]
        change = next((later.onset for later in meters if later.onset > tick), length)
        tick = min(tick + meter.bar, change)


def bar_spans(piece: Piece) -> list[tuple[int, int]]:
    """Where each full bar begins and ends; the last one where its metre ends it, which may be after the piece.

    Measures that make up one bar of their metre together, as the two that a repeat divides, are one bar.
    """
    begins = list(bars(piece))
    spans: list[tuple[int, int]] = []
    for begin, end in pairwise([*begins, *([piece.length] if begins else [])]):
        if (
            spans
            and meter_at(piece, begin) == meter_at(piece, spans[-1][0])
            and end <= spans[-1][0] + meter_at(piece, begin).bar
        ):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    return [*spans[:-1], *((last, last + meter_at(piece, last).bar) for last, _ in spans[-1:])]


def meter_at(piece: Piece, tick: int) -> Meter:
    """The metre in force at a tick, >= 0."""
    return in_force(piece.meters, tick) or piece.meters[0]


def position(piece: Piece, tick: int) -> tuple[int, float]:
    """Bar and beat of a tick, both counted from 1; the bar of a pickup is 0, its beats those that it would have."""
    starts = [begin for begin, _ in bar_spans(piece)]
    number = bisect_right(starts, tick)
    meter = meter_at(piece, tick)
    begin = starts[number - 1] if number else piece.pickup - meter.bar
    return number, 1 + (tick - begin) * meter.denominator / (4 * TICKS_PER_QUARTER)


def phrase_ends(piece: Piece) -> tuple[int, ...]:
    """Ticks at which the first voice's fermatas end, in order: the ends of a chorale's phrases."""
    return tuple(note.end for note in piece.voices[0].notes if note.fermata)
