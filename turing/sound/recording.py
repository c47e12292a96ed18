"""Sound that others recorded, read safely: decoded in a process of its own, one channel, at the rate of every clip."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd, inf
from pathlib import Path

import numpy as np
from django.conf import settings
from scipy.signal import resample_poly

from generators.errors import InputError
from turing.sound.decoder import CPU_SECONDS, Decoded
from turing.sound.rendersettings import SAMPLE_RATE, Samples

TIMEOUT = 120  # seconds
OPPOSED = 6.0  # dB: where mixing takes more, the channels cancel each other (3 if they have nothing in common)


@dataclass(frozen=True, slots=True)
class Recording:
    """A file's sound and what was changed to get it."""

    sound: Samples
    seconds: float | None  # of the whole file, if that is known
    changes: tuple[str, ...] = ()  # a line each


def read_recording(path: Path, wanted: float = inf) -> Recording:
    """The sound of a WAV, FLAC, MP3, Ogg, M4A or AAC file; no more than its first `wanted` seconds, where given.

    Raises InputError, naming file and reason, for what is no such file, is damaged or ends too early, has more than two
    channels or values that are not numbers, lasts less than a second or too long (ten minutes at 48,000 samples a
    second), or takes more memory or time than decoder.py allows.
    """
    if not path.is_file():
        raise InputError(f"{path}: is not a file")
    with tempfile.TemporaryDirectory() as aside:
        target = Path(aside) / "samples"
        decoded = _decode(path, target, wanted)
        sound = np.fromfile(target, "<f4")
    up, down = (each // gcd(SAMPLE_RATE, decoded.rate) for each in (SAMPLE_RATE, decoded.rate))
    sound = resample_poly(sound, up, down) if decoded.rate != SAMPLE_RATE else sound
    return Recording(sound.astype(np.float64), decoded.seconds, tuple(_changes(decoded)))


def file_digest(path: Path) -> str:
    """SHA-256 of the file's bytes. Raises InputError if it is none."""
    if not path.is_file():
        raise InputError(f"{path}: is not a file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _decode(path: Path, target: Path, wanted: float) -> Decoded:
    command = [sys.executable, "-m", "turing.sound.decoder", str(path.resolve()), str(target), str(wanted)]
    single = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # of more, each would reserve memory
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT, cwd=settings.ROOT, env=single, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{path}: takes longer than {TIMEOUT} s to decode") from error
    if done.returncode == 2:
        raise InputError(f"{path}: {done.stdout.strip()}")
    if done.returncode < 0:
        raise InputError(f"{path}: the decoder crashed on it or took more than {CPU_SECONDS} s ({done.returncode})")
    if done.returncode:
        raise InputError(f"{path}: the decoder failed on it: {''.join(done.stderr.splitlines()[-1:])}")
    return Decoded(**json.loads(done.stdout))


def _changes(decoded: Decoded) -> Iterator[str]:
    if decoded.channels > 1 and not decoded.alike:
        opposed = f", which takes {decoded.lost:.1f} dB: they cancel each other" if decoded.lost > OPPOSED else ""
        yield f"both channels mixed to one{opposed}"
    if decoded.rate != SAMPLE_RATE:
        yield f"resampled from {decoded.rate:,} to {SAMPLE_RATE:,} samples a second"
