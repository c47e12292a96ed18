"""A file of sound to samples: a process of its own, because files lie and decoders may crash.

Run by recording.py with the file to read, one to write and how many seconds are wanted. Written are the samples of one
channel as float32, at the rate they were recorded at; standard output says in JSON what they are, or in a line why
there are none (exit code 2).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import inf, log10
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
import numpy.typing as npt

from turing.limits import limit_this_process

MEMORY = 500_000_000  # bytes of address space
CPU_SECONDS = 30
RATES = range(8_000, 192_001)  # samples a second
MOST = 600 * 48_000  # samples of a channel that are read
SHORTEST = 1.0  # seconds
MISSING = 0.1  # seconds that may be fewer than a file says: headers of MP3 round
BLOCK = 65_536  # samples
FORMATS = ("WAV", "WAVEX", "FLAC", "OGG", "MP3")
# What libsndfile notes of files that end too early.
WAV_ENDS_EARLY = re.compile(r"^data : (?!4294967295 )\d+ \(should be", re.MULTILINE)  # that number: length unknown
OGG_ENDS_EARLY = "Last page lacks an end-of-stream bit"

Block: TypeAlias = npt.NDArray[np.float32]  # shape (samples, channels)


class RefusalError(Exception):
    """Why there is nothing to be heard."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A file that is being read."""

    rate: int  # samples a second
    channels: int
    samples: float  # as the file says; infinite if it says nothing
    blocks: Iterator[Block]


@dataclass(frozen=True, slots=True)
class Mixed:
    """A stream's channels as one."""

    samples: int
    alike: bool  # whether the channels are the same
    lost: float  # dB that they have less together than by themselves


@dataclass(frozen=True, slots=True)
class Decoded:
    """What was read."""

    rate: int
    channels: int
    seconds: (
        float | None
    )  # of the whole file, of which no more may have been read than was wanted; None: it says nothing
    alike: bool  # as Mixed
    lost: float


def main() -> int:
    limit_this_process(MEMORY, CPU_SECONDS)
    source, target, wanted = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    try:
        decoded = decode(source, target, wanted)
    except RefusalError as refusal:
        print(refusal)  # noqa: T201 - to recording.py
        return 2
    except MemoryError:
        print(f"takes more than {MEMORY / 1e6:.0f} MB of memory to decode")  # noqa: T201
        return 2
    print(json.dumps(asdict(decoded)))  # noqa: T201
    return 0


def decode(source: Path, target: Path, wanted: float) -> Decoded:
    """Write the first `wanted` seconds of a file as samples of one channel. Raises RefusalError."""
    stream = _opened(source)
    _check(stream, wanted)
    most = int(min(MOST, wanted * stream.rate))
    with target.open("wb") as written:
        heard = _mixed(stream, most, written)
    seconds = heard.samples / stream.rate
    if heard.samples > MOST:
        raise RefusalError(f"is too long: {_longest(stream.rate)}")
    if heard.samples <= most and heard.samples + MISSING * stream.rate < stream.samples < inf:
        says = f"it says that it lasts {stream.samples / stream.rate:.1f} s"
        raise RefusalError(f"ends too early: {says} and holds {seconds:.1f} s")
    if seconds < SHORTEST:
        raise RefusalError(f"lasts {seconds:.2f} s: too short, at least {SHORTEST:g} s are needed")
    told = stream.samples / stream.rate if stream.samples < inf else None
    return Decoded(stream.rate, stream.channels, told if heard.samples > most else seconds, heard.alike, heard.lost)


def _opened(path: Path) -> Stream:
    with path.open("rb") as file:
        head = file.read(12)
    return _aac(path, head) if head[4:8] == b"ftyp" or _is_adts(head) else _sndfile(path)


def _check(stream: Stream, wanted: float) -> None:
    """Raises RefusalError for what is not read, by what the file says of itself."""
    if stream.channels not in (1, 2):
        raise RefusalError(f"has {stream.channels} channels: one or two can be read")
    if stream.rate not in RATES:
        raise RefusalError(f"has {stream.rate:,} samples a second: {RATES[0]:,} to {RATES[-1]:,} can be read")
    if min(stream.samples, wanted * stream.rate) > MOST and stream.samples < inf:
        raise RefusalError(f"lasts {stream.samples / stream.rate:,.0f} s: {_longest(stream.rate)}")


def _longest(rate: int) -> str:
    return f"at most {MOST / rate:.0f} s can be read at {rate:,} samples a second"


def _mixed(stream: Stream, most: int, target: BinaryIO) -> Mixed:
    """Write at most so many samples, and one more if there are more."""
    samples, alike = 0, True
    apart = together = 0.0  # powers: of the channels on average, and mixed
    for block in stream.blocks:
        heard = block[: most + 1 - samples]
        if not np.isfinite(heard).all():
            raise RefusalError("holds values that are not numbers")
        mixed = heard.mean(axis=1, dtype=np.float64)
        apart += float(np.square(heard, dtype=np.float64).mean(axis=1).sum())
        together += float(np.square(mixed).sum())
        alike = alike and bool((heard == heard[:, :1]).all())
        target.write(mixed.astype("<f4").tobytes())
        samples += len(heard)
        if samples > most:
            break
    return Mixed(samples, alike, 10 * log10(apart / together) if apart and together else 0.0)


def _sndfile(path: Path) -> Stream:
    """WAV, FLAC, Ogg and MP3, by libsndfile. Raises RefusalError."""
    import soundfile

    try:
        file = soundfile.SoundFile(path)
    except soundfile.LibsndfileError as error:
        raise RefusalError(f"cannot be read as sound: {error.error_string.rstrip('.')}") from error
    if file.format not in FORMATS:
        raise RefusalError(f"is {file.format}: WAV, FLAC, MP3, Ogg, M4A and AAC can be read")
    if WAV_ENDS_EARLY.search(file.extra_info) or OGG_ENDS_EARLY in file.extra_info:
        raise RefusalError(f"ends too early: after {file.frames / file.samplerate:.1f} s, in the middle")

    def blocks() -> Iterator[Block]:
        block = np.empty((BLOCK, file.channels), np.float32)
        try:
            while count := file.buffer_read_into(block, "float32"):
                yield block[:count]
        except soundfile.LibsndfileError as error:
            raise RefusalError(f"cannot be read to its end: {error.error_string.rstrip('.')}") from error

    return Stream(file.samplerate, file.channels, file.frames, blocks())


def _is_adts(head: bytes) -> bool:
    """Whether AAC frames begin right away (ISO/IEC 13818-7, 6.2): twelve bits of sync, and a layer of 0."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0


def _aac(path: Path, head: bytes) -> Stream:
    """M4A and AAC, by FFmpeg's libraries. Raises RefusalError."""
    try:
        import av
    except ImportError:
        raise RefusalError("M4A and AAC need av, which is not installed: pip install -r requirements/aac.txt") from None
    av.logging.set_level(av.logging.PANIC)
    try:
        bare = _is_adts(head)
        container = av.open(path, format="aac" if bare else "mp4", metadata_errors="replace")
        (track, *_) = container.streams.audio or (None,)
        if track is None or track.codec_context is None or not track.rate:
            raise RefusalError("has no sound in it that can be decoded")
        rate, channels = track.rate, track.channels
        # Bare frames say nothing of their length, and FFmpeg guesses it.
        length = float(track.duration * track.time_base) if track.duration and track.time_base and not bare else inf
    except av.FFmpegError as error:
        raise RefusalError(f"cannot be read as sound: {error.strerror}") from error

    def blocks() -> Iterator[Block]:
        plain = av.AudioResampler(format="fltp")
        try:
            for frame in container.decode(track):
                if (frame.sample_rate, frame.layout.nb_channels) != (rate, channels):
                    raise RefusalError("changes its rate or channels on the way")
                for part in plain.resample(frame):
                    yield part.to_ndarray().T.astype(np.float32, copy=False)
        except av.FFmpegError as error:
            raise RefusalError(f"cannot be read to its end: {error.strerror}") from error

    return Stream(rate, channels, length * rate, blocks())


if __name__ == "__main__":
    sys.exit(main())
