"""The room every clip is heard in: one mild reverberation, always the same, and the fade at the end."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt

from turing.excerpts.rendersettings import Samples, in_samples

SEED = 1685
DECAY = 1.4  # seconds until the reverberation is 60 dB down
PREDELAY = 0.02  # seconds
DAMPING = 4_000  # Hz: walls swallow what is above
WET = 0.22  # energy of the reverberation relative to the direct sound, as amplitude (-13 dB)
FADE = 0.5  # seconds


def in_room(dry: Samples) -> Samples:
    """The sound with the room around it, equally long, its last half second faded out."""
    wet = fftconvolve(dry, _impulse(), axes=0)[: len(dry)]
    fade = in_samples(FADE)
    sound = dry + WET * wet
    sound[-fade:] *= np.cos(np.linspace(0, np.pi / 2, fade))[:, np.newaxis] ** 2
    return sound


@cache
def _impulse() -> Samples:
    """Exponentially decaying noise, independent left and right, of unit energy (after Moorer 1979)."""
    time = np.arange(in_samples(DECAY)) / in_samples(1)
    noise = np.random.default_rng(SEED).standard_normal((len(time), 2))
    decaying = noise * 10 ** (-3 * time / DECAY)[:, np.newaxis]
    damped = sosfilt(butter(1, DAMPING, fs=in_samples(1), output="sos"), decaying, axis=0)
    unit = damped / np.sqrt((damped**2).sum(axis=0))
    return np.concatenate([np.zeros((in_samples(PREDELAY), 2)), unit])
