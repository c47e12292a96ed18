"""From cuts to clips: played, put in a room, encoded, those of a pair equally loud and kept in the store."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from generators.errors import InputError
from generators.pieces import Piece
from turing.excerpts.instruments import instruments, own_instrument
from turing.excerpts.loudness import TOLERANCE, Level, brought_to, common_loudness, measure
from turing.excerpts.mp3 import decode_mp3, encode_mp3
from turing.excerpts.rendersettings import RenderSettings, Samples, sample_count
from turing.excerpts.room import in_room
from turing.excerpts.store import Store
from turing.excerpts.synthesis import synthesize


@dataclass(frozen=True, slots=True)
class Clip:
    """A rendered excerpt in the store."""

    digest: str  # names the file `<digest>.mp3`
    samples: int  # at 44,100 a second
    loudness: float  # LUFS, integrated


def render_pair(human: Piece, machine: Piece, settings: RenderSettings, store: Store) -> tuple[Clip, Clip]:
    """The clips of both cuts, made only where they are not in the store yet.

    Raises InputError if the cuts differ in length, tempo or instruments, or if one is next to silent.
    """
    pair = (human, machine)
    if (human.length, human.tempo) != (machine.length, machine.tempo):
        lengths = " and ".join(f"{music.length} ticks at tempo {music.tempo:g}" for music in pair)
        raise InputError(f"the two are not equally long: {lengths}")
    kinds = [set(instruments(music, settings)) for music in pair]
    if kinds[0] != kinds[1]:
        names = " and ".join(", ".join(voice.name for voice in music.voices) or "nothing" for music in pair)
        raise InputError(f"the two are not played on the same instruments: their voices are {names}")
    # A clip of the study's own loudness is only ever stored if its peak allowed it: then nothing needs measuring.
    if all(store.find(f"{clip_digest(music, settings, settings.loudness)}.mp3") for music in pair):
        return _clips(pair, settings, settings.loudness)
    sounds = [in_room(synthesize(music, settings)) for music in pair]
    levels = [level_heard(sound, settings) for sound in sounds]
    loudness = common_loudness(levels, settings)
    clips = _clips(pair, settings, loudness)
    for clip, sound, level in zip(clips, sounds, levels, strict=True):
        _keep(clip, brought_to(loudness, sound, level), settings, store)
    return clips


def rendered(music: Piece, settings: RenderSettings) -> bytes:
    """The clip of a piece by itself, as MP3. Raises InputError if it is next to silent."""
    sound = in_room(synthesize(music, settings))
    level = level_heard(sound, settings)
    return encode_mp3(brought_to(common_loudness([level], settings), sound, level), settings)


def level_heard(sound: Samples, settings: RenderSettings) -> Level:
    """How loud the sound is once it is encoded: the highest treble is lost, which in cymbals may be 1 LU and more.

    As long as that is within a meter's tolerance, it is the level of the sound itself.
    """
    level = measure(sound)
    loudness = common_loudness([level], settings)
    heard = measure(decode_mp3(encode_mp3(brought_to(loudness, sound, level), settings)))
    lost = loudness - heard.loudness
    if abs(lost) <= TOLERANCE:
        return level
    return Level(level.loudness - lost, max(level.peak, heard.peak + level.loudness - loudness))


def clip_digest(music: Piece, settings: RenderSettings, loudness: float) -> str:
    """SHA-256 of everything that decides a clip's sound.

    A voice is its notes, and its instrument, if that is another than the settings say.
    """
    voices = []
    for voice in music.voices:
        notes = [(note.onset, note.duration, note.pitch) for note in voice.notes]
        own = own_instrument(voice)
        voices.append([own, notes] if own else notes)
    heard = [voices, music.length, music.tempo, asdict(settings), loudness]
    return hashlib.sha256(json.dumps(heard, sort_keys=True).encode()).hexdigest()


def _clips(pair: tuple[Piece, Piece], settings: RenderSettings, loudness: float) -> tuple[Clip, Clip]:
    human, machine = (
        Clip(clip_digest(music, settings, loudness), sample_count(music, settings), loudness) for music in pair
    )
    return human, machine


def _keep(clip: Clip, sound: Samples, settings: RenderSettings, store: Store) -> None:
    name = f"{clip.digest}.mp3"
    if not store.find(name):
        store.save(name, encode_mp3(sound, settings))
