"""From cuts to clips: played, put in a room, encoded, those of a pair equally loud and kept in the store.

A clip is found again by what it was made from, without being made: its name is a digest of the keys that are struck,
the settings and its loudness; for pairs softer than the settings say, the store knows under their own digest how loud.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from generators.errors import InputError
from generators.pieces import Piece
from turing.sound.instruments import instruments
from turing.sound.loudness import TOLERANCE, Level, brought_to, common_loudness, measure
from turing.sound.mp3 import decode_mp3, encode_mp3
from turing.sound.rendersettings import RenderSettings, Samples, sample_count
from turing.sound.room import in_room
from turing.sound.store import Store
from turing.sound.synthesis import strikes, synthesize


@dataclass(frozen=True, slots=True)
class Clip:
    """A rendered excerpt in the store."""

    digest: str  # names the file `<digest>.mp3`
    samples: int  # at 44,100 a second
    loudness: float  # LUFS, integrated

    @property
    def file(self) -> str:
        return f"{self.digest}.mp3"


@dataclass(frozen=True, slots=True)
class Take:
    """A piece as it was played, and how loud it is heard."""

    sound: Samples
    level: Level
    encoded: Mapping[float, bytes]  # by loudness, what is encoded already

    def mp3(self, loudness: float, settings: RenderSettings) -> bytes:
        """The clip at that loudness (LUFS)."""
        return self.encoded.get(loudness) or encode_mp3(brought_to(loudness, self.sound, self.level), settings)


def render_pair(human: Piece, machine: Piece, settings: RenderSettings, store: Store) -> tuple[Clip, Clip]:
    """The clips of both cuts, made only where they are not in the store yet.

    Raises InputError if the cuts differ in length, tempo or instruments or in nothing, or if one is next to silent.
    """
    pair = (human, machine)
    if (human.length, human.tempos) != (machine.length, machine.tempos):
        lengths = " and ".join(f"{music.length} ticks at tempo {music.tempo:g}" for music in pair)
        raise InputError(f"the two are not equally long: {lengths}")
    kinds = [instruments(music, settings) for music in pair]
    if all(kinds) and kinds[0] != kinds[1]:
        names = " and ".join(", ".join(map(str, sorted(kind))) for kind in kinds)
        raise InputError(f"the two are not played on the same instruments: {names}")
    if clip_digest(human, settings, settings.loudness) == clip_digest(machine, settings, settings.loudness):
        raise InputError("both sides are the same music: nobody could tell them apart")
    known = store.find(loudness_file(human, machine, settings))
    clips = _clips(pair, settings, json.loads(known.read_bytes()) if known else settings.loudness)
    # A clip of the study's own loudness is only ever stored if its peak allowed it: then nothing needs measuring.
    if all(store.find(clip.file) for clip in clips):
        return clips
    takes = [take(music, settings) for music in pair]
    loudness = common_loudness([each.level for each in takes], settings)
    clips = _clips(pair, settings, loudness)
    for clip, each in zip(clips, takes, strict=True):
        if not store.find(clip.file):
            store.save(clip.file, each.mp3(loudness, settings))
    if loudness < settings.loudness:
        store.save(loudness_file(human, machine, settings), json.dumps(loudness).encode())
    return clips


def rendered(music: Piece, settings: RenderSettings) -> bytes:
    """The clip of a piece by itself, as MP3. Raises InputError if it is next to silent."""
    alone = take(music, settings)
    return alone.mp3(common_loudness([alone.level], settings), settings)


def take(music: Piece, settings: RenderSettings) -> Take:
    """The piece in the room, as loud as it is once encoded: the highest treble is lost, in cymbals 1 LU and more.

    As long as that is within a meter's tolerance, its level is that of the sound itself. Raises InputError if it is
    next to silent.
    """
    sound = in_room(synthesize(music, settings))
    level = measure(sound)
    loudness = common_loudness([level], settings)
    encoded = encode_mp3(brought_to(loudness, sound, level), settings)
    heard = measure(decode_mp3(encoded))
    lost = loudness - heard.loudness
    if abs(lost) <= TOLERANCE:
        return Take(sound, level, {loudness: encoded})
    return Take(sound, Level(level.loudness - lost, max(level.peak, heard.peak + level.loudness - loudness)), {})


def clip_digest(music: Piece, settings: RenderSettings, loudness: float) -> str:
    """SHA-256 of everything that decides a clip's sound."""
    return _digest(sorted(strikes(music, settings)), sample_count(music, settings), asdict(settings), loudness)


def loudness_file(human: Piece, machine: Piece, settings: RenderSettings) -> str:
    """Where the store keeps how loud a softer pair is: named by the SHA-256 of all that decides it."""
    return _digest(sorted(clip_digest(music, settings, settings.loudness) for music in (human, machine))) + ".json"


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _clips(pair: tuple[Piece, Piece], settings: RenderSettings, loudness: float) -> tuple[Clip, Clip]:
    human, machine = (
        Clip(clip_digest(music, settings, loudness), sample_count(music, settings), loudness) for music in pair
    )
    return human, machine
