"""Recordings as clips: CPU a clip by format, and damaged files, of which none may hang, grow or be believed.

python -m benchmarks.recordings [--damaged 300]
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

import django
import numpy as np
import soundfile

FORMATS = {"wav": "PCM_16", "flac": "PCM_16", "mp3": "MPEG_LAYER_III", "ogg": "VORBIS"}
RATE, SECONDS = 48_000, 20


def music(seed: int, seconds: int) -> np.ndarray:
    """Two channels of plucked tones in a little noise."""
    chance = np.random.default_rng(seed)
    time = np.arange(RATE * seconds) / RATE
    pitch = chance.integers(48, 84, seconds * 4)[(time * 4).astype(int)]
    wave = 0.4 * np.sin(2 * np.pi * np.cumsum(440 * 2 ** ((pitch - 69) / 12)) / RATE) * np.exp(-3 * (time * 4 % 1))
    return np.stack([wave, 0.7 * wave], axis=1) + 0.002 * chance.standard_normal((len(time), 2))


def damaged(whole: bytes, chance: np.random.Generator) -> bytes:
    """The file with bytes changed, a third of them in its head, and at times its end cut off."""
    data = bytearray(whole)
    for _ in range(chance.integers(1, 40)):
        place = int(chance.integers(0, 200 if chance.random() < 0.3 else len(data)))
        data[place] = int(chance.integers(0, 256))
    return bytes(data[: chance.integers(1, len(data))] if chance.random() < 0.2 else data)


def cpu() -> float:
    """Seconds that this process and those that it waited for took."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--damaged", type=int, default=300)
    count = parser.parse_args().damaged
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "turing.settings")
    django.setup()
    from generators.errors import InputError
    from turing.sound.recording import read_recording
    from turing.sound.recordings import RecordingSettings, recorded_clips
    from turing.sound.store import Store

    with tempfile.TemporaryDirectory() as aside:
        folder, store = Path(aside), Store([Path(aside) / "store"])
        wholes = []
        for form, subtype in FORMATS.items():
            pair = [folder / f"{seed}.{form}" for seed in (1, 2)]
            for seed, path in enumerate(pair):
                soundfile.write(path, music(seed, SECONDS), RATE, subtype=subtype)
            spent = []
            for _ in range(3):  # the first loads what the others find loaded
                begun = cpu()
                recorded_clips(pair, RecordingSettings(), Store([Path(tempfile.mkdtemp(dir=folder))]))
                spent.append((cpu() - begun) / 2)
            recorded_clips(pair, RecordingSettings(), store)
            begun = cpu()
            recorded_clips(pair, RecordingSettings(), store)
            print(
                f"{form}: {min(spent):.3f} s of CPU a clip of {SECONDS} s; found in the store {(cpu() - begun) / 2:.4f}"
            )
            soundfile.write(pair[0], music(3, 3), RATE, subtype=subtype)
            wholes.append(pair[0].read_bytes())
        chance, outcomes, longest = np.random.default_rng(1), Counter[str](), 0.0
        for number in range(count):
            path = folder / "damaged"
            path.write_bytes(damaged(wholes[number % len(wholes)], chance))
            begun = time.monotonic()
            try:
                sound = read_recording(path).sound
                assert np.isfinite(sound).all()
                outcomes["read"] += 1
            except InputError as error:
                outcomes[str(error).removeprefix(f"{path}: ").split(":")[0].split(" (")[0]] += 1
            longest = max(longest, time.monotonic() - begun)
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
        print(f"{count} damaged files: the longest took {longest:.2f} s, the largest decoder {largest:.0f} MB")
        for outcome, times in outcomes.most_common():
            print(f"  {times} {outcome}")


if __name__ == "__main__":
    main()
