"""From sounds to clips: those that are heard side by side equally loud, encoded alike and kept in the store.

A clip is found again by what it was made from, without being made: its name is a digest of all that decides its sound
and of its loudness; of those softer than the settings say, the store knows under their own digest how loud.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from turing.sound.loudness import TOLERANCE, Level, brought_to, common_loudness, measure
from turing.sound.mp3 import decode_mp3, encode_mp3
from turing.sound.rendersettings import ClipSettings, Samples
from turing.sound.store import Store


@dataclass(frozen=True, slots=True)
class Clip:
    """What is heard, in the store."""

    digest: str  # names the file `<digest>.mp3`
    samples: int  # at 44,100 a second
    loudness: float  # LUFS, integrated

    @property
    def file(self) -> str:
        return f"{self.digest}.mp3"


@dataclass(frozen=True, slots=True)
class Source:
    """A sound that can be made, and what it is known by until it has to be."""

    decided_by: tuple[object, ...]  # all that decides its sound, as JSON can say it
    samples: int
    sound: Callable[[], Samples]

    def clip(self, loudness: float) -> Clip:
        return Clip(digest(*self.decided_by, loudness), self.samples, loudness)


@dataclass(frozen=True, slots=True)
class Take:
    """A sound that was made, and how loud it is heard."""

    sound: Samples
    level: Level
    encoded: Mapping[float, bytes]  # by loudness, what is encoded already

    def mp3(self, loudness: float, settings: ClipSettings) -> bytes:
        """The clip at that loudness (LUFS)."""
        return self.encoded.get(loudness) or encode_mp3(brought_to(loudness, self.sound, self.level), settings)


def stored_clips(sources: Sequence[Source], settings: ClipSettings, store: Store) -> list[Clip]:
    """The clips of sources that are heard side by side, made only where they are not in the store yet.

    Raises InputError if one is next to silent.
    """
    known = store.find(loudness_file(sources, settings))
    loudness = json.loads(known.read_bytes()) if known else settings.loudness
    clips = [source.clip(loudness) for source in sources]
    # A clip of the study's own loudness is only ever stored if its peak allowed it: then nothing needs measuring.
    if all(store.find(clip.file) for clip in clips):
        return clips
    takes = [take(source.sound(), settings) for source in sources]
    loudness = common_loudness([each.level for each in takes], settings)
    clips = [source.clip(loudness) for source in sources]
    for clip, each in zip(clips, takes, strict=True):
        if not store.find(clip.file):
            store.save(clip.file, each.mp3(loudness, settings))
    if loudness < settings.loudness:
        store.save(loudness_file(sources, settings), json.dumps(loudness).encode())
    return clips


def take(sound: Samples, settings: ClipSettings) -> Take:
    """The sound as loud as it is once encoded: the highest treble is lost, in cymbals 1 LU and more.

    As long as that is within a meter's tolerance, its level is that of the sound itself. Raises InputError if it is
    next to silent.
    """
    level = measure(sound)
    loudness = common_loudness([level], settings)
    encoded = encode_mp3(brought_to(loudness, sound, level), settings)
    heard = measure(decode_mp3(encoded))
    lost = loudness - heard.loudness
    if abs(lost) <= TOLERANCE:
        return Take(sound, level, {loudness: encoded})
    return Take(sound, Level(level.loudness - lost, max(level.peak, heard.peak + level.loudness - loudness)), {})


def loudness_file(sources: Sequence[Source], settings: ClipSettings) -> str:
    """Where the store keeps how loud softer clips are: named by the SHA-256 of all that decides it."""
    return digest(sorted(source.clip(settings.loudness).digest for source in sources)) + ".json"


def digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
