"""The font as its README lists it, and generators by SoundFont 2.04 section 8.1.3."""

from pathlib import Path

import numpy as np
import pytest

from turing.sound.instruments import NAMES, Preset
from turing.sound.soundfont import Gen, Region, Sample, load

FONT = load(Path(__file__).parents[3] / "fixtures" / "soundfont" / "fluidr3mono-subset.sf3")
SAMPLE = Sample(b"", (0, 1), 44_100, key=60, correction=0)


def test_every_preset_is_there_with_a_region_for_every_key_of_a_piano() -> None:
    programs = [0, 6, 19, 20, 40, 48, 52]
    assert set(FONT) == set(NAMES) == {Preset(128, 0), *(Preset(0, program) for program in programs)}
    for program in programs:
        for key in range(36, 97):
            for velocity in (1, 64, 80, 127):
                found = [region for region in FONT[Preset(0, program)] if region.sounds_for(key, velocity)]
                assert len(found) == 1, (program, key, velocity)


def test_the_font_is_read_once_in_a_process() -> None:
    path = Path(__file__).parents[3] / "fixtures" / "soundfont" / "fluidr3mono-subset.sf3"
    assert load(path) is load(path) is FONT


def test_samples_are_whole_numbers_of_16_bits() -> None:
    wave = FONT[Preset(0, 19)][0].sample.wave * 32_768
    assert np.array_equal(wave, np.round(wave))
    assert 3_000 < np.abs(wave).max() <= 32_768


def test_loops_lie_within_their_samples() -> None:
    for regions in FONT.values():
        for region in regions:
            start, end = region.sample.loop
            assert not region.loops or 0 <= start < end <= len(region.sample.wave)


@pytest.mark.parametrize(
    ("generators", "key", "ratio"),
    [
        ({}, 60, 1),
        ({}, 72, 2),
        ({Gen.ROOT_KEY: 48}, 60, 2),
        ({Gen.COARSE_TUNE: -12}, 60, 0.5),
        ({Gen.FINE_TUNE: 50, Gen.COARSE_TUNE: 1}, 60, 2 ** (150 / 1200)),
        ({Gen.SCALE_TUNING: 0}, 72, 1),
    ],
)
def test_a_keys_pitch(generators, key: int, ratio: float) -> None:
    assert Region(SAMPLE, generators).ratio(key) == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("generators", "hertz"),
    [({}, None), ({Gen.FILTER: 6_900}, 440), ({Gen.FILTER: 6_900, Gen.FILTER_OPENING: 1_200}, 880),
     ({Gen.FILTER: 6_900, Gen.FILTER_OPENING: 1_200, Gen.MOD_ATTACK: 3_900}, 440)],
)  # fmt: skip
def test_a_filters_cutoff(generators, hertz: float | None) -> None:
    assert Region(SAMPLE, generators).cutoff == (hertz and pytest.approx(hertz))


def test_times_are_timecents_and_some_follow_the_key() -> None:
    region = Region(SAMPLE, {Gen.DECAY: 1_200, Gen.KEY_TO_DECAY: 100})
    assert region.seconds(Gen.DECAY) == 2
    assert region.seconds(Gen.DECAY, 48, Gen.KEY_TO_DECAY) == pytest.approx(4)
    assert region.seconds(Gen.ATTACK) == 0


def test_no_region_is_louder_than_its_sample() -> None:
    assert Region(SAMPLE, {Gen.ATTENUATION: 200}).gain == pytest.approx(0.1)
    assert Region(SAMPLE, {Gen.ATTENUATION: -90}).gain == 1
