"""From cuts to clips: played, put in a room and, those that are heard side by side, made equally loud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations

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
    """The clips of both cuts; as `render_versions`."""
    human_clip, machine_clip = render_versions([human, machine], settings, store)
    return human_clip, machine_clip


def render_versions(
    cuts: Sequence[Piece], settings: RenderSettings, store: Store, openings: Sequence[Piece] = ()
) -> list[Clip]:
    """The clips of cuts that are heard beside each other, then of openings that are heard before.

    They are made only where they are not in the store yet. Raises InputError if the cuts differ in length, tempo or
    instruments or in nothing, or if anything is next to silent.
    """
    if len({(music.length, music.tempos) for music in cuts}) > 1:
        lengths = " and ".join(f"{music.length} ticks at tempo {music.tempo:g}" for music in cuts)
        raise InputError(f"they are not equally long: {lengths}")
    kinds = [instruments(music, settings) for music in cuts]
    if all(kinds) and any(kind != kinds[0] for kind in kinds):
        names = dict.fromkeys(", ".join(map(str, sorted(kind))) for kind in kinds)
        raise InputError(f"they are not played on the same instruments: {' and '.join(names)}")
    sources = [source(music, settings) for music in cuts]
    if any(one.decided_by == other.decided_by for one, other in combinations(sources, 2)):
        both = "both sides" if len(cuts) == 2 else "two versions"
        raise InputError(f"{both} are the same music: nobody could tell them apart")
    return stored_clips([*sources, *(source(music, settings) for music in openings)], settings, store)


def rendered(music: Piece, settings: RenderSettings) -> bytes:
    """The clip of a piece by itself, as MP3. Raises InputError if it is next to silent."""
    alone = take(source(music, settings).sound(), settings)
    return alone.mp3(common_loudness([alone.level], settings), settings)


def source(music: Piece, settings: RenderSettings) -> Source:
    """The piece played in the room: known by the keys that are struck and the settings."""
    samples = sample_count(music, settings)
    decided_by = (sorted(strikes(music, settings)), samples, asdict(settings))
    return Source(decided_by, samples, lambda: in_room(synthesize(music, settings)))
