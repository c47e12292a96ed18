"""The player by SoundFont 2.04: levels in dB at times, on an instrument that is one sine of 441 Hz, and on the font."""

import hashlib
import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from turing.sound.instruments import DRUM_KIT, PIANO, Preset
from turing.sound.player import Strike, play
from turing.sound.rendersettings import SAMPLE_RATE
from turing.sound.soundfont import Font, Gen, Region, Sample, load

FONT = load(Path(__file__).parents[3] / "fixtures" / "soundfont" / "fluidr3mono-subset.sf3")
SECOND = SAMPLE_RATE
SINE = Preset(0, 99)


def sample() -> Sample:
    """A second of 441 Hz at half of full scale: 100 samples a period, so that any whole periods make a loop."""
    file = io.BytesIO()
    wave = 0.5 * np.sin(2 * np.pi * np.arange(SECOND) / 100)
    soundfile.write(file, wave, SAMPLE_RATE, format="OGG", subtype="VORBIS", compression_level=0.0)
    return Sample(file.getvalue(), (20_000, 40_000), SAMPLE_RATE, key=60, correction=0)


TONE = sample()


def font(**generators: int) -> Font:
    """The sine as an instrument that rings as long as its key is down."""
    every = {Gen.KEYS: 0x7F00, Gen.VELOCITIES: 0x7F00, Gen.SAMPLE_MODES: 1}
    return {SINE: [Region(TONE, every | {Gen[name.upper()]: value for name, value in generators.items()})]}


def level(sound: np.ndarray, second: float) -> float:
    """RMS in dB of the 10 periods around a time."""
    middle = round(second * SECOND)
    return float(10 * np.log10((sound[middle - 500 : middle + 500] ** 2).mean() + 1e-20))


def struck(velocity: int = 127, pitch: int = 60, up: int | None = None, down: int = 0) -> Strike:
    return Strike(down, SINE, pitch, velocity, up)


FULL = level(0.5 * np.sin(2 * np.pi * np.arange(SECOND) / 100), 0.5)


def test_a_tone_goes_on_in_its_loop_as_long_as_the_key_is_down() -> None:
    sound = play([struck()], font(), 5 * SECOND)
    assert [level(sound, second) for second in (0.5, 2.3, 4.9)] == pytest.approx([FULL] * 3, abs=0.2)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert spectrum.argmax() / 5 == pytest.approx(441, abs=0.2)


@pytest.mark.parametrize(("pitch", "hertz"), [(48, 220.5), (72, 882), (67, 660.8)])
def test_another_key_is_another_pitch(pitch: int, hertz: float) -> None:
    spectrum = np.abs(np.fft.rfft(play([struck(pitch=pitch)], font(), 5 * SECOND)))
    assert spectrum.argmax() / 5 == pytest.approx(hertz, abs=0.2)


def test_a_tenth_of_the_velocity_is_40_db_less() -> None:
    loud, soft = (level(play([struck(velocity)], font(), SECOND), 0.5) for velocity in (120, 12))
    assert loud - soft == pytest.approx(40, abs=0.1)


def test_a_volume_envelope_rises_evenly_and_falls_by_100_db_in_its_decay() -> None:
    sound = play([struck()], font(attack=0, decay=1_200, sustain=600), 5 * SECOND)
    assert level(sound, 0.5) == pytest.approx(FULL - 6, abs=0.2)
    assert level(sound, 1.5) == pytest.approx(FULL - 25, abs=0.6)
    assert level(sound, 4) == pytest.approx(FULL - 60, abs=0.3)


def test_a_key_that_goes_up_releases_the_tone() -> None:
    sound = play([struck(up=SECOND)], font(release=0), 3 * SECOND)
    assert level(sound, 0.9) == pytest.approx(FULL, abs=0.2)
    assert level(sound, 1.5) == pytest.approx(FULL - 50, abs=0.6)
    assert np.abs(sound[2 * SECOND :]).max() == 0


def test_a_filter_takes_3_db_at_its_cutoff_and_nothing_far_below() -> None:
    at_cutoff, below = (play([struck(pitch=pitch)], font(filter=6_900), SECOND) for pitch in (60, 36))
    assert level(at_cutoff, 0.5) == pytest.approx(FULL - 3, abs=0.3)
    assert level(below, 0.5) == pytest.approx(FULL, abs=0.3)


def test_the_next_strike_of_an_exclusive_class_ends_a_tone() -> None:
    two = [struck(), struck(pitch=72, down=SECOND, up=SECOND + 1)]
    assert level(play(two, font(exclusive_class=1), 3 * SECOND), 2) < -90
    assert level(play(two, font(), 3 * SECOND), 2) > FULL - 1


def test_strikes_of_an_exclusive_class_at_once_do_not_end_each_other() -> None:
    assert level(play([struck(), struck(pitch=72)], font(exclusive_class=1), 2 * SECOND), 1) > FULL


def test_a_closed_hi_hat_ends_an_open_one_and_no_other_drum() -> None:
    hat, shut, crash = (
        Strike(down, DRUM_KIT, pitch, 80, None) for down, pitch in ((0, 46), (SECOND // 4, 42), (0, 49))
    )
    total, later = 2 * SECOND, slice(SECOND // 2, SECOND)
    alone, choked, closed = (play(each, FONT, total) for each in ([hat], [hat, shut], [shut]))
    assert np.abs(alone[later]).max() > 20 * np.abs((choked - closed)[later]).max()
    both = play([crash, shut], FONT, total)
    assert np.abs((both - closed - play([crash], FONT, total))[later]).max() < 1e-9


def test_harder_is_louder_on_every_instrument() -> None:
    for preset in FONT:
        pitch = 38 if preset == DRUM_KIT else 60
        peaks = [
            np.abs(play([Strike(0, preset, pitch, velocity, SECOND)], FONT, 2 * SECOND)).max()
            for velocity in range(10, 128, 13)
        ]
        assert all(softer < louder for softer, louder in pairwise(peaks)), preset


def test_a_sound_is_what_its_strikes_are_whatever_their_order() -> None:
    several = [Strike(down, PIANO, pitch, 80, down + 9_000) for down, pitch in ((0, 60), (9_000, 60), (0, 64))]
    assert np.array_equal(play(several, FONT, SECOND), play(several[::-1], FONT, SECOND))


def test_the_sound_in_16_bits_is_the_same_on_every_machine() -> None:
    """Written down from x86-64 with Python 3.11; nothing but the player can say what it must be."""
    digest = hashlib.sha256()
    for preset in sorted(FONT):
        pitches = (46, 42, 36, 38, 49) if preset == DRUM_KIT else (48, 60, 67, 76, 84)
        strikes = [Strike(9_000 * i, preset, pitch, 50 + 15 * i, 9_000 * i + 8_000) for i, pitch in enumerate(pitches)]
        digest.update(np.round(play(strikes, FONT, 2 * SECOND) * 32_767).astype("<i2").tobytes())
    assert digest.hexdigest() == "3a4e35f26b44814c0ecd544a252339813fa5a0905cfd5f43aec802172642637b"
