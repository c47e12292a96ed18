"""Symbolic music: notes in voices, with metre, key and fermatas.

Time is counted in ticks, 480 to a quarter note, from the start of the piece; pitch is a MIDI number (60 = middle C).
Everything here is frozen: functions return new pieces and never change their arguments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generators.errors import InputError

TICKS_PER_QUARTER = 480
DEFAULT_TEMPO = 90.0  # quarter notes a minute

Mode = Literal["major", "minor"]


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A sounding note. `fermata` marks the end of a phrase in a chorale."""

    onset: int  # ticks, >= 0
    duration: int  # ticks, > 0
    pitch: int  # MIDI number, 0-127
    fermata: bool = False
    velocity: int = 80  # 1-127

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
class Voice:
    """A named line of notes, sorted by onset (then duration, then pitch)."""

    name: str
    notes: tuple[Note, ...]
    drums: bool = False  # its pitches are a drum kit's, as General MIDI numbers them


@dataclass(frozen=True, slots=True)
class Meter:
    """A time signature, in force from `onset` on."""

    onset: int  # ticks
    numerator: int
    denominator: int  # a power of two

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
        major_tonic = self.tonic if self.mode == "major" else (self.tonic + 3) % 12
        return (major_tonic * 7 + 6) % 12 - 6

    def transposed(self, semitones: int) -> Key:
        return replace(self, tonic=(self.tonic + semitones) % 12)


COMMON_TIME = (Meter(0, 4, 4),)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of music."""

    voices: tuple[Voice, ...]
    length: int  # ticks; no note ends later
    meters: tuple[Meter, ...] = COMMON_TIME  # sorted by onset, the first at 0
    pickup: int = 0  # ticks before the first full bar
    key: Key | None = None
    tempo: float = DEFAULT_TEMPO  # quarter notes a minute
    title: str = ""
    source: str = ""  # where it came from, for people

    def __post_init__(self) -> None:
        last = max((note.end for voice in self.voices for note in voice.notes), default=0)
        if last > self.length:
            raise InputError(f"a note ends at tick {last}, after the piece's length {self.length}")

    def voice(self, name: str) -> Voice:
        """The voice of that name; raises InputError if there is none."""
        for voice in self.voices:
            if voice.name == name:
                return voice
        raise InputError(f"no voice {name!r} in {self.title!r}: it has {', '.join(v.name for v in self.voices)}")

    @property
    def seconds(self) -> float:
        return self.length / TICKS_PER_QUARTER * 60 / self.tempo


def transpose(piece: Piece, semitones: int) -> Piece:
    """The piece moved by `semitones` (up if positive); drums stay. Raises InputError if a note leaves 0-127."""
    voices = tuple(
        voice
        if voice.drums
        else replace(voice, notes=tuple(replace(note, pitch=note.pitch + semitones) for note in voice.notes))
        for voice in piece.voices
    )
    return replace(piece, voices=voices, key=piece.key and piece.key.transposed(semitones))


def cut(piece: Piece, start: int, length: int) -> Piece:
    """The piece from tick `start` on, `length` ticks long; notes that cross an edge are shortened to it.

    A note cut off at its end loses its fermata. Raises InputError if the cut is not within the piece.
    """
    end = start + length
    if start < 0 or length <= 0 or end > piece.length:
        raise InputError(f"cannot cut ticks {start} to {end} from a piece of {piece.length} ticks")
    voices = tuple(
        replace(
            voice,
            notes=tuple(_clipped(note, start, end) for note in voice.notes if start < note.end and note.onset < end),
        )
        for voice in piece.voices
    )
    later = [meter for meter in piece.meters if start < meter.onset < end]
    meters = tuple(replace(meter, onset=max(meter.onset - start, 0)) for meter in [meter_at(piece, start), *later])
    next_bar = next((bar for bar in bars(piece) if bar >= start), end)
    pickup = (next_bar - start) if next_bar - start < meters[0].bar else 0
    return replace(piece, voices=voices, length=length, meters=meters, pickup=pickup)


def _clipped(note: Note, start: int, end: int) -> Note:
    onset, stop = max(note.onset, start), min(note.end, end)
    return replace(note, onset=onset - start, duration=stop - onset, fermata=note.fermata and stop == note.end)


def bars(piece: Piece) -> Iterator[int]:
    """Ticks at which full bars begin: after the pickup, then bar by bar, following changes of metre."""
    tick = piece.pickup
    while tick < piece.length:
        yield tick
        tick += meter_at(piece, tick).bar


def meter_at(piece: Piece, tick: int) -> Meter:
    """The metre in force at a tick, >= 0."""
    return [meter for meter in piece.meters if meter.onset <= tick][-1]


def position(piece: Piece, tick: int) -> tuple[int, float]:
    """Bar and beat of a tick, both counted from 1; the bar of a pickup is 0, its beats those that it would have."""
    starts = list(bars(piece))
    number = bisect_right(starts, tick)
    meter = meter_at(piece, tick)
    begin = starts[number - 1] if number else piece.pickup - meter.bar
    return number, 1 + (tick - begin) * meter.denominator / (4 * TICKS_PER_QUARTER)


def phrase_ends(piece: Piece) -> tuple[int, ...]:
    """Ticks at which the first voice's fermatas end, in order: the ends of a chorale's phrases."""
    return tuple(note.end for note in piece.voices[0].notes if note.fermata)
