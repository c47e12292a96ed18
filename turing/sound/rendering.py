"""From cuts to clips: played, put in a room and, those that are heard side by side, made equally loud."""

from __future__ import annotations

from dataclasses import asdict

from generators.errors import InputError
from generators.pieces import Piece
from turing.sound.instruments import instruments
from turing.sound.loudness import common_loudness
from turing.sound.rendersettings import RenderSettings, sample_count
from turing.sound.room import in_room
from turing.sound.store import Store
from turing.sound.synthesis import strikes, synthesize
from turing.sound.takes import Clip, Source, stored_clips, take


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
    sources = [source(music, settings) for music in pair]
    if sources[0].decided_by == sources[1].decided_by:
        raise InputError("both sides are the same music: nobody could tell them apart")
    human_clip, machine_clip = stored_clips(sources, settings, store)
    return human_clip, machine_clip


def rendered(music: Piece, settings: RenderSettings) -> bytes:
    """The clip of a piece by itself, as MP3. Raises InputError if it is next to silent."""
    alone = take(source(music, settings).sound(), settings)
    return alone.mp3(common_loudness([alone.level], settings), settings)


def source(music: Piece, settings: RenderSettings) -> Source:
    """The piece played in the room: known by the keys that are struck and the settings."""
    samples = sample_count(music, settings)
    decided_by = (sorted(strikes(music, settings)), samples, asdict(settings))
    return Source(decided_by, samples, lambda: in_room(synthesize(music, settings)))
