"""A SoundFont's presets: which of its samples sounds for a key struck, and how (SoundFont 2.04, sections 5, 7 and 8).

Read is what the font in `fixtures/soundfont` makes use of: samples in Vorbis (SF3), volume envelopes, loops, filters,
exclusive classes. It has no panning, no address offsets and no modulators but those that switch a default one off; its
LFOs have no depth, and its modulation envelopes, where they open at once, stay open.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
import soundfile

from turing.sound.instruments import Preset
from turing.sound.rendersettings import Samples

NEVER = -12_000  # timecents: at once
OPEN = 13_500  # cents above 8.176 Hz: a filter that lets all through
FULL_RANGE = 0x7F00
PRESET_HEADER, GENERATOR, INSTRUMENT, SAMPLE = "<20sHHH12x", "<Hh", "<20sH", "<20s5IBb4x"


class Gen(IntEnum):
    """Generators by their numbers (section 8.1.2)."""

    FILTER = 8  # cents
    RESONANCE = 9  # cB
    FILTER_OPENING = 11  # cents, by the modulation envelope
    MOD_DELAY = 25  # timecents, as all times
    MOD_ATTACK = 26
    ATTACK = 34
    HOLD = 35
    DECAY = 36
    SUSTAIN = 37  # cB below the peak
    RELEASE = 38
    KEY_TO_HOLD = 39  # timecents for each key below 60
    KEY_TO_DECAY = 40
    INSTRUMENT = 41
    KEYS = 43
    VELOCITIES = 44
    ATTENUATION = 48  # cB
    COARSE_TUNE = 51  # semitones
    FINE_TUNE = 52  # cents
    SAMPLE = 53
    SAMPLE_MODES = 54
    SCALE_TUNING = 56  # cents from key to key
    EXCLUSIVE_CLASS = 57
    ROOT_KEY = 58


Zone = Mapping[int, int]
DEFAULTS = {Gen.FILTER: OPEN, Gen.SCALE_TUNING: 100, Gen.ROOT_KEY: -1}
DEFAULTS |= dict.fromkeys((Gen.MOD_DELAY, Gen.MOD_ATTACK, Gen.ATTACK, Gen.HOLD, Gen.DECAY, Gen.RELEASE), NEVER)
NOT_ADDED = {Gen.KEYS, Gen.VELOCITIES, Gen.INSTRUMENT, Gen.SAMPLE, Gen.SAMPLE_MODES, Gen.EXCLUSIVE_CLASS, Gen.ROOT_KEY}


@dataclass(frozen=True)
class Sample:
    """A recorded tone."""

    vorbis: bytes
    loop: tuple[int, int]  # where the loop begins and begins again, in samples
    rate: int  # samples a second
    key: int  # what was played
    correction: int  # cents

    @cached_property
    def wave(self) -> Samples:
        """The recording rounded to 16 bits, as it was before it was packed: processors differ in digits below."""
        wave: Samples = soundfile.read(io.BytesIO(self.vorbis), dtype="float64")[0]
        return np.round(wave * 32_768) / 32_768


@dataclass(frozen=True, eq=False)
class Region:
    """A sample with the keys and velocities it is for, and how it is played."""

    sample: Sample
    generators: Zone

    def __getitem__(self, generator: Gen) -> int:
        return self.generators.get(generator, DEFAULTS.get(generator, 0))

    def sounds_for(self, key: int, velocity: int) -> bool:
        return _within(key, self[Gen.KEYS]) and _within(velocity, self[Gen.VELOCITIES])

    def ratio(self, key: int) -> float:
        """How many seconds of the recording pass in a second."""
        root = self.sample.key if self[Gen.ROOT_KEY] < 0 else self[Gen.ROOT_KEY]
        tuning = self.sample.correction + self[Gen.FINE_TUNE] + 100 * self[Gen.COARSE_TUNE]
        return float(2 ** (((key - root) * self[Gen.SCALE_TUNING] + tuning) / 1200))

    def seconds(self, time: Gen, key: int = 60, key_to_time: Gen | None = None) -> float:
        """A time of the volume envelope, for a key where the key changes it."""
        cents = self[time] + (self[key_to_time] * (60 - key) if key_to_time else 0)
        return 0.0 if self[time] <= NEVER else float(2 ** (cents / 1200))

    @property
    def cutoff(self) -> float | None:
        """Of its lowpass filter, in Hz; None if all passes."""
        at_once = self[Gen.MOD_DELAY] <= NEVER and self[Gen.MOD_ATTACK] <= NEVER
        cents = self[Gen.FILTER] + (self[Gen.FILTER_OPENING] if at_once else 0)
        return float(440 * 2 ** ((cents - 6_900) / 1200)) if cents < OPEN else None

    @property
    def loops(self) -> bool:
        return bool(self[Gen.SAMPLE_MODES] & 1)

    @property
    def gain(self) -> float:
        """Louder than as recorded it never is, as in the library that played the font before."""
        return float(10 ** (-max(self[Gen.ATTENUATION], 0) / 200))


Font: TypeAlias = Mapping[Preset, Sequence[Region]]


@cache
def load(path: Path) -> Font:
    """The regions of each preset of the font, read once in a process."""
    chunks = dict(_chunks(path.read_bytes()))
    samples = [_sample(header, chunks[b"smpl"]) for header in struct.iter_unpack(SAMPLE, chunks[b"shdr"])]
    instruments = _zones(
        [bag for _, bag in struct.iter_unpack(INSTRUMENT, chunks[b"inst"])],
        chunks[b"ibag"],
        chunks[b"igen"],
        Gen.SAMPLE,
    )
    heads = list(struct.iter_unpack(PRESET_HEADER, chunks[b"phdr"]))
    presets = _zones([bag for *_, bag in heads], chunks[b"pbag"], chunks[b"pgen"], Gen.INSTRUMENT)
    return {
        Preset(bank, program): [
            Region(samples[inner[Gen.SAMPLE]], _summed(inner, outer))
            for outer in zones
            for inner in instruments[outer[Gen.INSTRUMENT]]
        ]
        for (_, program, bank, _), zones in zip(heads, presets, strict=False)  # the last head marks the end
    }


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The innermost RIFF chunks of a file, by their names."""
    place = 0
    while place < len(data):
        name, size = struct.unpack_from("<4sI", data, place)
        body = data[place + 8 : place + 8 + size]
        if name in (b"RIFF", b"LIST"):
            yield from _chunks(body[4:])
        else:
            yield name, body
        place += 8 + size + size % 2


def _sample(header: Sequence[int], packed: bytes) -> Sample:
    _, start, end, loop_start, loop_end, rate, key, correction = header
    return Sample(packed[start:end], (loop_start, loop_end), rate, key, correction)


def _zones(heads: Sequence[int], bags: bytes, generators: bytes, last: Gen) -> list[list[Zone]]:
    """The zones of each preset or instrument; what its first zone says for all is in each."""
    starts = [start for (start,) in struct.iter_unpack("<H2x", bags)]
    values = list(struct.iter_unpack(GENERATOR, generators))
    zones = [dict(values[start:end]) for start, end in pairwise(starts)]
    found: list[list[Zone]] = []
    for first, end in pairwise(heads):
        common = zones[first] if first < end and last not in zones[first] else {}
        found.append([common | zone for zone in zones[first:end] if last in zone])
    return found


def _summed(inner: Zone, outer: Zone) -> Zone:
    """An instrument's zone with what a preset's adds to it; their keys and velocities are those of both."""
    summed: dict[int, int] = dict(DEFAULTS) | dict(inner)
    for generator, value in outer.items():
        if generator not in NOT_ADDED:
            summed[generator] = summed.get(generator, 0) + value
    for generator in (Gen.KEYS, Gen.VELOCITIES):
        one, other = (zone.get(generator, FULL_RANGE) for zone in (inner, outer))
        summed[generator] = max(one & 0xFF, other & 0xFF) | min(one >> 8, other >> 8) << 8
    return summed


def _within(value: int, limits: int) -> bool:
    return limits & 0xFF <= value <= limits >> 8
