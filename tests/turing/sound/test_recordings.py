"""Recordings of unequal formats, lengths and levels, as listeners get them: decoded again and measured."""

import io
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generators.errors import InputError
from tests.whole.received import container
from turing.sound import recordings
from turing.sound.loudness import measure
from turing.sound.recordings import RecordedClip, RecordingSettings, recorded_clips
from turing.sound.store import Store

SETTINGS = RecordingSettings()
RATE = 44_100


def melody(seconds: float, rate: int, amplitude: float, first: int) -> np.ndarray:
    """A tone after the other, four a second, on both channels differently."""
    time = np.arange(round(seconds * rate)) / rate
    pitch = first + np.array([0, 4, 7, 12, 11, 5])[(time * 4).astype(int) % 6]
    wave = np.sin(2 * np.pi * np.cumsum(440 * 2 ** ((pitch - 69) / 12)) / rate) * np.exp(-3 * (time * 4 % 1))
    return amplitude * np.stack([wave, 0.8 * wave], axis=1)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Six seconds of WAV at a low level, five of MP3 at a high one, seven of FLAC."""
    made = [(tmp_path / name) for name in ("human.wav", "system.mp3", "other.flac")]
    soundfile.write(made[0], melody(6, 48_000, 0.05, 60), 48_000)
    soundfile.write(made[1], melody(5, 44_100, 0.9, 55), 44_100)
    soundfile.write(made[2], melody(7, 22_050, 0.4, 57), 22_050)
    return made


def heard(made: RecordedClip, store: Store) -> bytes:
    path = store.find(made.clip.file)
    assert path
    return path.read_bytes()


def test_recordings_side_by_side_are_equal_in_everything_but_the_music(files, store) -> None:
    made = recorded_clips(files, SETTINGS, store)
    clips = [heard(each, store) for each in made]
    assert {each.clip.samples for each in made} == {5 * RATE}
    assert len({container(clip) for clip in clips}) == 1
    assert len(set(clips)) == 3
    for clip in clips:
        sound, rate = soundfile.read(io.BytesIO(clip))
        assert (sound.shape, rate) == ((5 * RATE,), RATE)
        assert measure(sound).loudness == pytest.approx(-20, abs=0.15)
        assert measure(sound).peak < -1


def test_every_change_is_told(files, store) -> None:
    human, system, other = (each.changes for each in recorded_clips(files, SETTINGS, store))
    resampled = "resampled from {} to 44,100 samples a second"
    cut = "cut from {} s to 5.0 s and faded over 0.5 s"
    assert human[:-1] == ("both channels mixed to one", resampled.format("48,000"), cut.format("6.0"))
    assert system[:-1] == ("both channels mixed to one",)
    assert other[:-1] == ("both channels mixed to one", resampled.format("22,050"), cut.format("7.0"))
    for changes, take in ((human, (0.05, 60)), (system, (0.9, 55)), (other, (0.4, 57))):
        level, brought = re.fullmatch(r"loudness brought from (.+) to (.+) LUFS", changes[-1]).groups()
        assert float(level) == pytest.approx(measure(melody(5, RATE, *take).mean(axis=1)).loudness, abs=0.6)  # of MP3
        assert brought == "-20.0"


def test_all_are_cut_to_the_seconds_that_are_asked_for(files, store) -> None:
    made = recorded_clips(files, replace(SETTINGS, seconds=3.5), store)
    assert {each.clip.samples for each in made} == {round(3.5 * RATE)}
    assert "cut from 7.0 s to 3.5 s and faded over 0.5 s" in made[2].changes


def test_more_seconds_than_the_shortest_has_are_not_to_be_had(files, store) -> None:
    made = recorded_clips(files, replace(SETTINGS, seconds=60), store)
    assert made == recorded_clips(files, SETTINGS, store)


def test_a_sharp_recording_lowers_those_beside_it(tmp_path: Path, files, store) -> None:
    clicks = np.zeros(5 * RATE)
    clicks[:: RATE // 2] = 0.99
    soundfile.write(tmp_path / "clicks.wav", clicks, RATE)
    soft, sharp = recorded_clips([files[0], tmp_path / "clicks.wav"], SETTINGS, store)
    assert soft.clip.loudness == sharp.clip.loudness < -21
    assert soft.changes[-1].endswith(f" to {soft.clip.loudness:.1f} LUFS")


def test_what_is_in_the_store_is_not_even_decoded(files, store, monkeypatch) -> None:
    made = recorded_clips(files, SETTINGS, store)
    monkeypatch.setattr(recordings, "read_recording", lambda *_: pytest.fail("read again"))
    assert recorded_clips(files, SETTINGS, store) == made


def test_a_clip_is_named_by_all_that_decides_its_sound(files, store) -> None:
    def names(beside: list[Path], **settings: float) -> list[str]:
        return [each.clip.digest for each in recorded_clips(beside, replace(SETTINGS, **settings), store)]

    first = names(files)
    others = [names(files, loudness=-23.0), names(files, seconds=4.0), names(files, version=2), names(files[::2])]
    assert all(not set(first) & set(other) for other in others)
    assert names(files[:2]) == first[:2]  # as long and as loud, with or without the third


def test_the_same_file_twice_is_refused(files, store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.wav"
    copy.write_bytes(files[0].read_bytes())
    with pytest.raises(InputError, match=r"human\.wav and .*copy\.wav are the same recording"):
        recorded_clips([*files, copy], SETTINGS, store)


@pytest.mark.parametrize("level", [0.0, 0.0002])
def test_silence_is_refused_by_its_name(files, store, tmp_path: Path, level: float) -> None:
    soundfile.write(tmp_path / "silent.wav", level * np.sin(np.arange(5 * RATE) / 10), RATE)
    with pytest.raises(InputError, match=r"silent\.wav: next to silent"):
        recorded_clips([files[0], tmp_path / "silent.wav"], SETTINGS, store)


def test_nothing_is_stored_of_a_set_that_is_refused(files, store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.wav: is not a file"):
        recorded_clips([files[0], tmp_path / "missing.wav"], SETTINGS, store)
    assert not store.folders[0].exists()
