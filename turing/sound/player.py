"""Keys struck on a SoundFont's instruments, to sound: tones, envelopes, filters and hi-hats that close."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.signal import lfilter

from turing.sound.instruments import Preset
from turing.sound.rendersettings import SAMPLE_RATE, Samples, in_samples
from turing.sound.soundfont import Font, Gen, Region

DECAY = 100  # dB that an envelope falls in the time it has for its decay or release (section 8.1.3)
SILENT = 90  # dB: after so much of a release nothing is played any more
SHORTEST = 0.01  # seconds: of a release, lest it click
CHOKE = 0.05  # seconds: release of what another strike of its exclusive class ends
BUTTERWORTH = 0.5**0.5  # quality of a filter without resonance


class Strike(NamedTuple):
    """A key of an instrument that goes down and, unless it is left to ring, up."""

    down: int  # samples from the start
    preset: Preset
    pitch: int
    velocity: int
    up: int | None


@dataclass(frozen=True, slots=True)
class _Tone:
    """A region's part in a strike."""

    down: int
    up: int  # where it is released, at the latest the end of the sound
    release: float  # seconds
    gain: float

    @property
    def end(self) -> int:
        return self.up + in_samples(self.release * SILENT / DECAY)


def play(strikes: Iterable[Strike], font: Font, total: int) -> Samples:
    """The sound of all strikes, float64 of shape (total,). The same strikes give the same sound in any order."""
    tones: dict[tuple[Region, int], list[_Tone]] = defaultdict(list)
    for strike, region, choked in _sounding(sorted(strikes), font, total):
        up, release = total if strike.up is None else strike.up, region.seconds(Gen.RELEASE)
        if choked < up:
            up, release = choked, CHOKE
        gain = region.gain * (strike.velocity / 127) ** 2  # section 8.4.1: 40 dB for a tenth of the velocity
        tones[region, strike.pitch].append(_Tone(strike.down, up, max(release, SHORTEST), gain))
    sound = np.zeros(total)
    for (region, pitch), alike in tones.items():
        _add(sound, region, pitch, alike)
    return sound


def _sounding(strikes: Sequence[Strike], font: Font, total: int) -> Iterator[tuple[Strike, Region, int]]:
    """What sounds of each strike, and when a later strike of its exclusive class ends it, as a foot does a hi-hat."""
    sounding = [
        (strike, region)
        for strike in strikes
        for region in font[strike.preset]
        if region.sounds_for(strike.pitch, strike.velocity)
    ]
    struck: dict[tuple[Preset, int], list[int]] = defaultdict(list)
    for strike, region in sounding:
        struck[strike.preset, region[Gen.EXCLUSIVE_CLASS]].append(strike.down)
    for strike, region in sounding:
        downs = struck[strike.preset, region[Gen.EXCLUSIVE_CLASS]] if region[Gen.EXCLUSIVE_CLASS] else []
        yield strike, region, next(iter(downs[bisect_right(downs, strike.down) :]), total)


def _add(sound: Samples, region: Region, pitch: int, tones: Sequence[_Tone]) -> None:
    """Add the tones of one region and pitch: its wave is made once, as long as the longest of them needs it."""
    wave = _wave(region, pitch, max(min(tone.end, len(sound)) - tone.down for tone in tones))
    held = _held(region, pitch, len(wave))
    for tone in tones:
        length = min(tone.end - tone.down, len(sound) - tone.down, len(wave))
        on = min(tone.up - tone.down, length)
        level = held[:length].copy()
        level[on:] = level[on - 1] * _fallen(np.arange(1.0, length - on + 1) * (DECAY / tone.release / SAMPLE_RATE))
        sound[tone.down : tone.down + length] += wave[:length] * level * tone.gain


def _wave(region: Region, pitch: int, length: int) -> Samples:
    """The recording at a key's pitch through its filter, `length` samples or, where it does not loop, as it lasts.

    Between its samples by cubic interpolation (Catmull-Rom).
    """
    wave, (start, end) = region.sample.wave, region.sample.loop
    step = region.ratio(pitch) * region.sample.rate / SAMPLE_RATE
    if region.loops:
        turns = int(length * step) // (end - start) + 1
        wave = np.concatenate([wave[:end], np.tile(wave[start:end], turns)])
    place = np.arange(min(length, int(len(wave) / step))) * step
    index = place.astype(np.int64)
    between = place - index
    padded = np.pad(wave, (1, 3))
    a, b, c, d = (padded[tap:].take(index) for tap in range(4))
    third, second, first = 3 * (b - c) + d - a, 2 * a - 5 * b + 4 * c - d, c - a
    return _filtered(b + between / 2 * (first + between * (second + between * third)), region)


def _filtered(wave: Samples, region: Region) -> Samples:
    """A lowpass of the second order (R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filters)."""
    if region.cutoff is None:
        return wave
    angle = 2 * np.pi * region.cutoff / SAMPLE_RATE
    width = np.sin(angle) / 2 / (BUTTERWORTH * 10 ** (region[Gen.RESONANCE] / 200))
    low = (1 - np.cos(angle)) / 2
    filtered: Samples = lfilter([low, 2 * low, low], [1 + width, -2 * np.cos(angle), 1 - width], wave)
    return filtered


def _held(region: Region, pitch: int, length: int) -> Samples:
    """The volume envelope of a key that stays down: attack, hold, decay, sustain."""
    time = np.arange(length) / SAMPLE_RATE
    attack, decay = region.seconds(Gen.ATTACK), region.seconds(Gen.DECAY, pitch, Gen.KEY_TO_DECAY)
    falling = np.maximum(time - attack - region.seconds(Gen.HOLD, pitch, Gen.KEY_TO_HOLD), 0)
    level = _fallen(np.minimum(DECAY / max(decay, 1 / SAMPLE_RATE) * falling, region[Gen.SUSTAIN] / 10))
    return np.minimum(time / attack, level) if attack else level


def _fallen(decibels: Samples) -> Samples:
    """The amplitude of what has fallen by so much."""
    fallen: Samples = np.exp(-np.log(10) / 20 * decibels)
    return fallen
