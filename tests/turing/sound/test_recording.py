"""Recordings of known sines in every format, and files that are none, each refused in a line of its own."""

import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generators.errors import InputError
from turing.sound import decoder, recording
from turing.sound.recording import read_recording

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases" / "recordings"
FORMATS = {
    "WAV": {"subtype": "PCM_16"},
    "WAVEX": {"subtype": "PCM_24"},
    "FLAC": {"subtype": "PCM_24"},
    "MP3": {"subtype": "MPEG_LAYER_III"},
    "OGG": {"subtype": "VORBIS"},
}


def sine(frequency: float, rate: int, seconds: float = 2) -> np.ndarray:
    return 0.3 * np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)


def third(rate: int) -> np.ndarray:
    """220 Hz on the left, 275 Hz on the right."""
    return np.stack([sine(220, rate), sine(275, rate)], axis=1)


def written(path: Path, sound: np.ndarray, rate: int = 44_100, **options: str) -> Path:
    soundfile.write(path, sound, rate, **options)
    return path


def wav(samples: bytes, channels: int = 1, rate: int = 44_100, bits: int = 16, declared: int | None = None) -> bytes:
    """A WAV file by its own specification: as it declares itself, whatever it holds."""
    size = len(samples) if declared is None else declared
    frame = channels * bits // 8
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels, rate, rate * frame % 2**32, frame, bits)
    body = b"WAVE" + form + b"data" + struct.pack("<I", size) + samples
    return b"RIFF" + struct.pack("<I", min(size + 36, 2**32 - 1)) + body


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        read_recording(path)
    line = str(refused.value)
    assert line.startswith(f"{path}: ")
    assert "\n" not in line
    return line.removeprefix(f"{path}: ")


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_heard_is_both_channels_at_the_rate_of_clips(form: str, tmp_path: Path) -> None:
    file = written(tmp_path / "third", third(48_000), 48_000, format=form, **FORMATS[form])
    read = read_recording(file)
    expected = third(44_100).mean(axis=1)
    assert read.sound.shape == expected.shape
    inside = slice(2_000, -2_000)
    assert np.sqrt(np.square(read.sound - expected)[inside].mean()) < 0.012  # LAME takes 5 % of the amplitude
    assert read.seconds == 2
    assert read.changes == ("both channels mixed to one", "resampled from 48,000 to 44,100 samples a second")


@pytest.mark.parametrize("name", ["third.m4a", "third.aac"])
def test_what_telephones_record_is_read_too(name: str) -> None:
    pytest.importorskip("av")
    read = read_recording(CASES / name)
    spectrum = np.abs(np.fft.rfft(read.sound[22_050:66_150]))
    assert sorted(np.argsort(spectrum)[-2:]) == [220, 275]  # a second: bins of one Hz
    assert len(read.sound) / 44_100 == pytest.approx(2, abs=0.05)
    assert read.changes[0] == "both channels mixed to one"


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (
            lambda data: data.replace(b"mp4a", b"mp0a").replace(b"esds", b"free"),
            "has no sound in it that can be decoded",
        ),
        (lambda data: data.replace(b"moov", b"m\xff\xf7v"), "cannot be read as sound"),
        (lambda data: data[:8_000], "cannot be read as sound"),
        (lambda data: data[:1_000] + bytes(12_000) + data[13_000:], "cannot be read to its end"),
    ],
)
def test_a_damaged_one_is_refused(damage: Callable[[bytes], bytes], reason: str, tmp_path: Path) -> None:
    pytest.importorskip("av")
    (tmp_path / "damaged.m4a").write_bytes(damage((CASES / "third.m4a").read_bytes()))
    assert refusal(tmp_path / "damaged.m4a").startswith(reason)


def test_without_ffmpegs_libraries_that_is_refused_and_the_remedy_named(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(decoder.RefusalError, match=r"pip install -r requirements/aac\.txt"):
        decoder.decode(CASES / "third.m4a", tmp_path / "samples", 1)


def test_one_channel_at_the_rate_of_clips_is_not_changed(tmp_path: Path) -> None:
    tone = sine(440, 44_100)
    alone = read_recording(written(tmp_path / "alone.wav", tone, subtype="FLOAT"))
    twice = read_recording(written(tmp_path / "twice.wav", np.stack([tone, tone], axis=1), subtype="FLOAT"))
    for read in (alone, twice):
        assert np.array_equal(read.sound, tone.astype(np.float32))
        assert read.changes == ()


def test_channels_that_cancel_each_other_are_named(tmp_path: Path) -> None:
    tone = sine(440, 44_100)
    read = read_recording(written(tmp_path / "opposed.wav", np.stack([tone, -0.5 * tone], axis=1), subtype="FLOAT"))
    # (1 - 0.5) / 2 = 0.25 of the amplitude, where each channel had 1 and 0.5: 10 lg (0.625 / 0.0625) = 10 dB
    assert read.changes == ("both channels mixed to one, which takes 10.0 dB: they cancel each other",)


def test_no_more_is_read_than_is_wanted(tmp_path: Path) -> None:
    read = read_recording(written(tmp_path / "long.flac", sine(440, 22_050, 30), 22_050), wanted=2)
    assert len(read.sound) == pytest.approx(2 * 44_100, abs=4)
    assert read.seconds == 30


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.touch(), "cannot be read as sound"),
    "text.wav": (lambda path: path.write_text("no sound at all\n" * 999), "cannot be read as sound"),
    "letters.mp3": (lambda path: path.write_bytes(b"\xff\xfb" + b"letters" * 999), "cannot be read as sound"),
    "riff.wav": (lambda path: path.write_bytes(b"RIFF\xff\xff\xff\xffWAVE"), "cannot be read as sound"),
    "zip.mp3": (lambda path: zipfile.ZipFile(path, "w").writestr("a", "b"), "cannot be read as sound"),
    "other.aiff": (lambda path: written(path, third(8_000), 8_000), "is AIFF: WAV, FLAC, MP3, Ogg, M4A and AAC"),
    "folder.wav": (lambda path: path.mkdir(), "is not a file"),
    "pipe.wav": (os.mkfifo, "is not a file"),
    "missing.wav": (lambda path: None, "is not a file"),
    "no-channel.wav": (lambda path: path.write_bytes(wav(bytes(9_999), channels=0)), "cannot be read as sound"),
    "many.wav": (
        lambda path: path.write_bytes(wav(bytes(1 << 20), channels=64, rate=192_000)),
        "has 64 channels: one or two can be read",
    ),
    "fast.wav": (
        lambda path: path.write_bytes(wav(bytes(1 << 20), rate=4_000_000)),
        "has 4,000,000 samples a second: 8,000 to 192,000 can be read",
    ),
    "short.wav": (lambda path: path.write_bytes(wav(bytes(44_100))), "lasts 0.50 s: too short, at least 1 s"),
    "none.wav": (lambda path: path.write_bytes(wav(b"")), "lasts 0.00 s: too short, at least 1 s are needed"),
    "lies.wav": (
        lambda path: path.write_bytes(wav(bytes(88_200 * 2), declared=2_000_000_000)),
        "ends too early: after 2.0 s",
    ),
    "ten-hours.wav": (
        lambda path: (path.write_bytes(wav(b"", declared=3_175_200_000)), os.truncate(path, 3_175_200_044)),
        "lasts 36,000 s: at most 653 s can be read at 44,100 samples a second",
    ),
    "nan.wav": (
        lambda path: written(path, np.where(np.arange(88_200) == 70_000, np.nan, 0.1), subtype="FLOAT"),
        "holds values that are not numbers",
    ),
    "infinite.wav": (
        lambda path: written(path, np.where(np.arange(88_200) == 70_000, np.inf, 0.1), subtype="DOUBLE"),
        "holds values that are not numbers",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_lie_are_refused_and_the_reason_named(name: str, tmp_path: Path) -> None:
    make, reason = HOSTILE[name]
    make(tmp_path / name)
    assert refusal(tmp_path / name).startswith(reason)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_ends_in_its_middle_is_refused(form: str, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).uniform(-0.3, 0.3, (441_000, 2))
    file = written(tmp_path / "half", noise, format=form, **FORMATS[form])
    os.truncate(file, file.stat().st_size // 2)
    assert refusal(file).startswith(("ends too early", "cannot be read to its end"))


def test_a_file_of_unknown_length_as_pipes_leave_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "piped.wav"
    tone = (sine(440, 44_100) * 32_767).astype("<i2")
    file.write_bytes(wav(tone.tobytes(), declared=2**32 - 1))
    assert np.array_equal(read_recording(file).sound * 32_768, tone)


def test_a_decoder_that_takes_too_long_is_stopped(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(recording, "TIMEOUT", 0.01)
    assert refusal(written(tmp_path / "slow.wav", third(44_100))) == "takes longer than 0.01 s to decode"


def test_a_decoder_that_crashes_takes_nothing_with_it(monkeypatch, tmp_path: Path) -> None:
    crash = tmp_path / "crash"
    crash.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crash.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crash))
    assert refusal(written(tmp_path / "evil.wav", third(44_100))).startswith("the decoder crashed on it")


def test_what_a_decoder_fails_on_is_refused_in_a_line(monkeypatch, tmp_path: Path) -> None:
    failure = tmp_path / "failure"
    failure.write_text("#!/bin/sh\necho Traceback >&2\necho ValueError: strange >&2\nexit 1\n")
    failure.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(failure))
    assert refusal(written(tmp_path / "odd.wav", third(44_100))) == "the decoder failed on it: ValueError: strange"


@pytest.mark.parametrize(
    ("does", "code", "says"),
    [
        ("bytearray(600_000_000)", 2, "takes more than 500 MB of memory to decode\n"),
        ("all(True for _ in iter(int, 1))", -9, ""),
    ],
)
def test_the_decoder_has_limits(does: str, code: int, says: str) -> None:
    program = "from turing.sound import decoder; import sys; decoder.CPU_SECONDS = 1\n"
    program += f"decoder.decode = lambda *_: {does}\nsys.exit(decoder.main())"
    command = [sys.executable, "-c", program, "a", "b", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, says)
