"""Tones that pause where the test says so, cut to a length."""

import numpy as np
import pytest

from turing.sound.endings import ended, faded_out, last_silence

RATE = 44_100


def tone(seconds: float, pauses: tuple[tuple[float, float], ...] = ()) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    sounds = ~np.any([(begin <= time) & (time < end) for begin, end in pauses] or [np.zeros(len(time), bool)], axis=0)
    return 0.3 * np.sin(2 * np.pi * 440 * time) * sounds


def test_what_is_not_longer_is_left_as_it_is() -> None:
    sound = tone(3)
    heard, changes = ended(sound, 3 * RATE, 3.0)
    assert np.array_equal(heard, sound)
    assert changes == ()


def test_a_silence_near_the_end_is_where_a_recording_is_cut() -> None:
    heard, changes = ended(tone(9, pauses=((4.0, 4.3),)), 5 * RATE, 9.0)
    assert changes == ("cut from 9.0 s to 5.0 s, at a silence after 4.0 s",)
    assert len(heard) == 5 * RATE
    assert np.array_equal(heard[: 4 * RATE], tone(4))
    assert not heard[4 * RATE :].any()


def test_of_two_silences_the_later_one() -> None:
    _, changes = ended(tone(9, pauses=((3.7, 3.9), (4.5, 4.7))), 5 * RATE, 9.0)
    assert changes == ("cut from 9.0 s to 5.0 s, at a silence after 4.5 s",)


@pytest.mark.parametrize("pauses", [(), ((1.0, 3.0),), ((4.5, 4.55),), ((5.1, 5.9),)])
def test_without_one_that_is_near_and_long_enough_the_last_half_second_fades(pauses) -> None:
    heard, changes = ended(tone(9, pauses), 5 * RATE, None)
    assert changes == ("cut to 5.0 s and faded over 0.5 s",)
    assert np.array_equal(heard[: -RATE // 2], tone(5, pauses)[: -RATE // 2])
    assert np.abs(heard[-RATE // 100 :]).max() < 0.001
    assert np.abs(heard[-RATE // 2 :]).max() == pytest.approx(0.3, abs=0.01)


def test_a_soft_noise_below_the_music_is_a_silence_all_the_same() -> None:
    noise = np.random.default_rng(1).uniform(-1, 1, 5 * RATE)
    softly, loudly = (tone(5, ((4.0, 4.2),)) + amplitude * noise for amplitude in (0.002, 0.02))  # -45 and -25 dB
    silence = last_silence(softly)
    assert silence
    assert silence[0] == pytest.approx(4 * RATE, abs=0.02 * RATE)
    assert last_silence(loudly) is None


def test_a_fade_ends_at_nothing_and_is_half_in_its_middle() -> None:
    faded = faded_out(np.ones(RATE))
    assert (faded[RATE // 2 - 1], faded[-1]) == (1, pytest.approx(0))
    assert faded[-RATE // 4] == pytest.approx(0.5, abs=0.001)
