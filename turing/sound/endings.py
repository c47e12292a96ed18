"""How clips end: at a silence near the end, where a recording that is cut has one, or faded out."""

from __future__ import annotations

import numpy as np

from turing.sound.rendersettings import SAMPLE_RATE, Samples, in_samples

SEARCHED = 1.5  # seconds before the end in which a silence is looked for
SILENCE = 0.1  # seconds that it lasts at least
QUIET = 40.0  # dB below the recording on average: no note sounds any more
WINDOW = 0.01  # seconds over which that is measured
FADE = 0.5  # seconds


def ended(sound: Samples, samples: int, seconds: float | None) -> tuple[Samples, tuple[str, ...]]:
    """The first so many samples of a recording, and a line if that is cut; `seconds` is how long its file lasts.

    What begins behind the last silence near the end would be cut off in the middle: it is left out. Where there is no
    such silence, the last half second is faded out.
    """
    heard = sound[:samples].copy()
    if len(sound) <= samples:
        return heard, ()
    whole = "" if seconds is None else f"from {seconds:.1f} s "
    cut = f"cut {whole}to {samples / SAMPLE_RATE:.1f} s"
    silence = last_silence(heard)
    if silence is None:
        return faded_out(heard), (f"{cut} and faded over {FADE:g} s",)
    begin, end = silence
    heard[begin:end] *= _falling(end - begin)
    heard[end:] = 0
    return heard, (f"{cut}, at a silence after {begin / SAMPLE_RATE:.1f} s",)


def last_silence(sound: Samples) -> tuple[int, int] | None:
    """Begin and end, in samples, of the last silence that begins near the end of a sound; None if there is none."""
    window, needed = in_samples(WINDOW), round(SILENCE / WINDOW)
    first = max(len(sound) - in_samples(SEARCHED), 0)
    count = (len(sound) - first) // window
    powers = np.square(sound[first : first + count * window]).reshape(count, window).mean(axis=1)
    quiet = powers < np.square(sound).mean() * 10 ** (-QUIET / 10)
    long = np.convolve(quiet, np.ones(needed), "valid") > needed - 0.5  # from here on, quiet for long enough
    begins = np.flatnonzero(long & ~np.concatenate([[False], long[:-1]]))
    if not len(begins):
        return None
    begin = first + int(begins[-1]) * window
    return begin, begin + needed * window


def faded_out(sound: Samples) -> Samples:
    """The sound, its last half second falling to nothing."""
    fade = in_samples(FADE)
    return np.concatenate([sound[:-fade], sound[-fade:] * _falling(fade)])


def _falling(samples: int) -> Samples:
    """A gain that falls from 1 to 0."""
    gain: Samples = np.cos(np.linspace(0, np.pi / 2, samples)) ** 2
    return gain
