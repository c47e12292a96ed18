"""Equal loudness of what is heard side by side: ITU-R BS.1770-4 integrated loudness and true peak."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10

import numpy as np
import pyloudnorm
from scipy.signal import resample_poly

from generators.errors import InputError
from turing.sound.rendersettings import SAMPLE_RATE, ClipSettings, Samples

TOLERANCE = 0.1  # LU: how far from each other meters of the standard may read (EBU Tech 3341)
BOTH = 10 * log10(2)  # LU: one channel is heard from both loudspeakers
SILENCE = -60.0  # LUFS: what is softer than this before any gain is no music
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a sound is."""

    loudness: float  # LUFS, integrated
    peak: float  # dBTP, four times oversampled

    def peak_at(self, loudness: float) -> float:
        """The true peak (dBTP) if the sound is brought to that loudness (LUFS)."""
        return self.peak + loudness - self.loudness


def measure(sound: Samples) -> Level:
    """Loudness and true peak. Raises InputError if the sound is next to silent, which no gain makes music of.

    Both are rounded, so that last digits that differ between processors decide nothing.
    """
    loudness = integrated_loudness(sound)
    peak = float(np.abs(resample_poly(sound, 4, 1)).max())
    return Level(loudness, round(20 * log10(peak), DIGITS))


def integrated_loudness(sound: Samples) -> float:
    """In LUFS, of one channel heard from both loudspeakers. Raises InputError if the sound is next to silent."""
    loudness = round(float(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(sound)) + BOTH, DIGITS)
    if not loudness > SILENCE:
        raise InputError(f"next to silent: {loudness:.1f} LUFS as played, not above {SILENCE:g}")
    return loudness


def common_loudness(levels: Iterable[Level], settings: ClipSettings) -> float:
    """The loudness (LUFS) of clips heard side by side: the study's, or where a peak would be too high, as much less."""
    excess = max(0.0, *(level.peak_at(settings.loudness) - settings.peak for level in levels))
    return floor((settings.loudness - excess) * 100) / 100


def brought_to(loudness: float, sound: Samples, level: Level) -> Samples:
    """The sound, measured as `level`, at `loudness` (LUFS)."""
    return sound * 10 ** ((loudness - level.loudness) / 20)
