"""An item of a bank, from its files to its clips: of recordings, or of notes that are played."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generators.errors import InputError
from generators.files import read_piece
from generators.files.guards import STRANGERS
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import TICKS_PER_QUARTER, Piece, cut, seconds
from turing.excerpts.items import Fields, NewExcerpt, NewItem, check_item, piece_fields
from turing.sound.alike import Version, alike
from turing.sound.recording import file_digest
from turing.sound.recordings import RecordingSettings, recorded_clips
from turing.sound.rendering import render_versions
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import Store
from turing.stimuli.stimulus import Stimulus


@dataclass(frozen=True, slots=True)
class BankSettings:
    """How the files of a bank become clips."""

    recordings: RecordingSettings
    notes: RenderSettings


@dataclass(frozen=True, slots=True)
class BankItem:
    """An item of a bank, before anything of it was opened."""

    name: str
    variant: str
    tune: str
    versions: tuple[Stimulus, ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """The versions of an item with their clips."""

    excerpts: Sequence[NewExcerpt]
    read: Sequence[Sequence[str]]  # what reading or cutting changed in the file of each
    together: Sequence[str] = ()  # what making them alike changed


def made_of(
    item: BankItem, folder: Path, collection: str, settings: BankSettings, store: Store
) -> tuple[NewItem, list[str]]:
    """The item with its clips, and a line for each file, and for the item, that is heard otherwise than it is.

    Raises InputError if a file cannot be used, or if some of the files are recordings and others notes.
    """
    recordings = [version for version in item.versions if version.is_recording]
    if 0 < len(recordings) < len(item.versions):
        names = ", ".join(version.file.as_posix() for version in item.versions)
        raise InputError(f"{names}: some are recordings and others notes: expected all of one sort")
    make = _recorded if recordings else _played
    heard = make(item, folder, collection, settings, store)
    read = [*zip(item.versions, heard.read, strict=True)]
    lines = [f"{version.file.as_posix()}: {'; '.join(changes)}" for version, changes in read if changes]
    lines += [f"item {item.name}: {'; '.join(heard.together)}"] if heard.together else []
    changes = [f"the {_whose(version)}'s file: {line}" for version, changes in read for line in changes]
    return NewItem(item.name, item.variant, item.tune, heard.excerpts, [*changes, *heard.together]), lines


def _whose(version: Stimulus) -> str:
    return version.system or version.origin


def _recorded(item: BankItem, folder: Path, collection: str, settings: BankSettings, store: Store) -> _Heard:
    files = [folder / version.file for version in item.versions]
    pieces = [_piece(version, file_digest(file)) for version, file in zip(item.versions, files, strict=True)]
    check_item(collection, item.name, item.variant, item.tune, pieces)
    clips = recorded_clips(files, settings.recordings, store)
    excerpts = [
        NewExcerpt(piece, 0, 0, (), recorded.clip, settings.recordings)
        for piece, recorded in zip(pieces, clips, strict=True)
    ]
    return _Heard(excerpts, [recorded.changes for recorded in clips])


def _played(item: BankItem, folder: Path, collection: str, settings: BankSettings, store: Store) -> _Heard:
    music = [read_piece(folder / version.file, STRANGERS) for version in item.versions]
    scores = [to_musicxml(piece) for piece in music]
    pieces = [_piece(version, score, score) for version, score in zip(item.versions, scores, strict=True)]
    check_item(collection, item.name, item.variant, item.tune, pieces)
    fitting = [_fitting(piece, settings) for piece in music]
    cuts, changes = alike(
        [Version(_whose(version), piece) for version, piece in zip(item.versions, fitting, strict=True)]
    )
    clips = render_versions(cuts, settings.notes, store)
    excerpts = [
        NewExcerpt(
            piece, 0, heard.length, [(tempo.onset, tempo.quarters) for tempo in heard.tempos], clip, settings.notes
        )
        for piece, heard, clip in zip(pieces, cuts, clips, strict=True)
    ]
    return _Heard(excerpts, [[*_read(*each)] for each in zip(music, fitting, strict=True)], changes)


def _fitting(music: Piece, settings: BankSettings) -> Piece:
    """The piece, or as many of its quarters as fit into the seconds that are wanted of every clip."""
    if settings.recordings.seconds is None:
        return music
    room = settings.recordings.seconds - settings.notes.lead_in - settings.notes.tail
    if music.seconds <= room:
        return music
    quarters = range(1, music.length // TICKS_PER_QUARTER + 1)
    fit = bisect_right(quarters, room, key=lambda quarter: seconds(music, 0, quarter * TICKS_PER_QUARTER))
    if not fit:
        raise InputError(
            f"no quarter fits into {settings.recordings.seconds:g} s, {room:g} without the silence before and after"
        )
    return cut(music, 0, fit * TICKS_PER_QUARTER)


def _read(music: Piece, heard: Piece) -> Iterator[str]:
    """What reading and cutting changed."""
    yield from music.changes
    if heard.length < music.length:
        yield f"cut to {heard.length / TICKS_PER_QUARTER:g} of its {music.length / TICKS_PER_QUARTER:g} quarters"


def _piece(version: Stimulus, music: str, musicxml: str = "") -> Fields:
    return piece_fields(
        version.origin, version.system, version.title, version.source, version.licence, music=music, musicxml=musicxml
    )
