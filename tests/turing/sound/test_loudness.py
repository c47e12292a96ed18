"""Loudness by what ITU-R BS.1770-4 says of sines: one of 997 Hz at full scale in one channel is -3.01 LKFS.

One channel is heard from both loudspeakers, and so is 3.01 LU louder.
"""

from dataclasses import replace

import numpy as np
import pytest

from generators.errors import InputError
from turing.sound.loudness import Level, brought_to, common_loudness, measure
from turing.sound.rendersettings import RenderSettings


def sine(amplitude: float, frequency: float = 997, seconds: float = 3) -> np.ndarray:
    time = np.arange(round(seconds * 44_100)) / 44_100
    return amplitude * np.sin(2 * np.pi * frequency * time)


def test_a_full_scale_sine_has_the_loudness_of_the_standard() -> None:
    assert measure(sine(1.0)).loudness == pytest.approx(-3.01 + 3.01, abs=0.1)  # the standard's own tolerance


def test_the_true_peak_lies_between_the_samples() -> None:
    quarter = np.sin(np.pi / 2 * np.arange(44_100) + np.pi / 4)  # 11,025 Hz: samples at 0.707, the wave's peak at 1
    level = measure(quarter[1_000:])
    assert level.peak == pytest.approx(0.0, abs=0.3)


def test_brought_to_a_loudness_it_measures_so() -> None:
    sound = sine(0.3)
    assert measure(brought_to(-20, sound, measure(sound))).loudness == pytest.approx(-20, abs=0.01)


def test_the_softer_headroom_of_a_pair_decides_for_both() -> None:
    settings = RenderSettings()
    calm, sharp = Level(loudness=-30, peak=-20), Level(loudness=-30, peak=-6)
    assert common_loudness([calm, calm], settings) == -20
    assert common_loudness([calm, sharp], settings) == pytest.approx(-25.5)  # its peak then at -1.5 dBTP
    assert common_loudness([calm, sharp], replace(settings, loudness=-27.0)) == -27


@pytest.mark.parametrize("amplitude", [0.0, 1e-4])
def test_what_is_next_to_silent_is_refused(amplitude: float) -> None:
    with pytest.raises(InputError, match="next to silent"):
        measure(sine(amplitude))
