"""The room every clip is heard in: one mild reverberation, always the same, faded out at the end."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft, next_fast_len, rfft
from scipy.signal import butter, sosfilt

from turing.sound.endings import faded_out
from turing.sound.rendersettings import Samples, in_samples

SEED = 1685
DECAY = 1.4  # seconds until the reverberation is 60 dB down
PREDELAY = 0.02  # seconds
DAMPING = 4_000  # Hz: walls swallow what is above
WET = 0.22  # energy of the reverberation relative to the direct sound, as amplitude (-13 dB)

Spectrum: TypeAlias = npt.NDArray[np.complex128]


def in_room(dry: Samples) -> Samples:
    """The sound with the room around it, equally long, its last half second faded out."""
    length = next_fast_len(len(dry) + len(_impulse()) - 1, real=True)
    sound = dry + WET * irfft(rfft(dry, length) * _response(length), length)[: len(dry)]
    return faded_out(sound)


@lru_cache(maxsize=8)
def _response(length: int) -> Spectrum:
    """The spectrum of the room's impulse, padded to a length."""
    spectrum: Spectrum = rfft(_impulse(), length)
    return spectrum


@cache
def _impulse() -> Samples:
    """Exponentially decaying noise of unit energy (after Moorer 1979)."""
    time = np.arange(in_samples(DECAY)) / in_samples(1)
    noise = np.random.default_rng(SEED).standard_normal(len(time))
    damped = sosfilt(butter(1, DAMPING, fs=in_samples(1), output="sos"), noise * 10 ** (-3 * time / DECAY))
    return np.concatenate([np.zeros(in_samples(PREDELAY)), damped / np.sqrt((damped**2).sum())])
