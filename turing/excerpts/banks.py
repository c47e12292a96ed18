"""Taking a bank of stimuli, a folder or a zip, into the database: all of it or nothing, and twice changes nothing."""

from __future__ import annotations

import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from generators.counts import counted
from generators.errors import InputError
from generators.progress import Progress
from turing.excerpts.importing import Imported
from turing.excerpts.items import Fields, NewExcerpt, NewItem, add_items, check_item, piece_fields
from turing.sound.recording import file_digest
from turing.sound.recordings import RecordedClip, RecordingSettings, recorded_clips
from turing.sound.store import Store
from turing.stimuli.bank import Bank, read_bank
from turing.stimuli.stimulus import Stimulus
from turing.stimuli.unpacking import unpack

NO_VARIANT = "all"  # of banks that have no variants


class RefusedBankError(InputError):
    """Some of its items cannot be taken in, so that none is."""

    def __init__(self, lines: Sequence[str], count: int) -> None:
        super().__init__(f"{len(lines)} of {counted(count, 'item')} cannot be taken in: {lines[0]}")
        self.lines = lines  # one for each such item


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a bank, before anything of it was opened."""

    name: str
    variant: str
    tune: str
    versions: tuple[Stimulus, ...]


def import_bank(path: Path, collection: str, settings: RecordingSettings, store: Store) -> Imported:
    """Make the clips that are not in the store, then write all pieces, excerpts and items in one transaction.

    Clips that a refused import has made stay in the store: the next attempt finds them there and makes only the rest.

    Raises InputError, before the database is touched, if the layout or anything in a file is not right:
    RefusedBankError tells all such items; OtherItemError if an item of the collection is there with other music.
    """
    if path.is_dir():
        return _import(read_bank(path), path.name, collection, settings, store)
    if not path.is_file():
        raise InputError(f"{path}: no such folder or file")
    with tempfile.TemporaryDirectory() as aside:
        unpack(path, Path(aside))
        return _import(read_bank(Path(aside)), path.name, collection, settings, store)


def _import(bank: Bank, name: str, collection: str, settings: RecordingSettings, store: Store) -> Imported:
    items = _items(bank)
    made, refused = [], []
    progress = Progress(f"items of {name}", len(items))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(_made, item, bank.folder, collection, settings, store) for item in items]
        for item, job in zip(items, jobs, strict=True):
            try:
                made.append(job.result())
            except InputError as error:
                refused.append(f"item {item.name}: {error}".replace(f"{bank.folder}{os.sep}", ""))
            progress.step()
    if refused:
        raise RefusedBankError(refused, len(items))
    new = add_items(collection, [item for item, _ in made])
    changes = [line for _, lines in made for line in lines]
    return Imported(new, len(items) - new, (*bank.remarks, *changes))


def _items(bank: Bank) -> list[_Item]:
    """Raises InputError if two items come by the same name, made fit for an address."""
    versions: dict[str, list[Stimulus]] = defaultdict(list)
    for stimulus in bank.stimuli:
        versions[stimulus.item].append(stimulus)
    names: dict[str, str] = {}
    for item in versions:
        name = re.sub(r"[^\w.-]+", "-", item).strip("-.")
        if name in names:
            raise InputError(f"the items {names[name]!r} and {item!r} are both {name!r} in addresses; rename one")
        names[name] = item
    return [
        _Item(name, first.variant or NO_VARIANT, first.tune, tuple(versions[item]))
        for name, item in names.items()
        for first in versions[item][:1]
    ]


def _made(
    item: _Item, folder: Path, collection: str, settings: RecordingSettings, store: Store
) -> tuple[NewItem, list[str]]:
    """The item with its clips, and a line for each file that is heard otherwise than it is."""
    notes = [version.file.as_posix() for version in item.versions if not version.is_recording]
    if notes:
        raise InputError(f"{', '.join(notes)}: notes cannot be taken in this way yet; import_pairs takes pairs of them")
    files = [folder / version.file for version in item.versions]
    pieces = [_piece(version, file) for version, file in zip(item.versions, files, strict=True)]
    check_item(collection, item.name, item.variant, item.tune, pieces)
    clips = recorded_clips(files, settings, store)
    excerpts = [
        NewExcerpt(piece, 0, 0, (), recorded.clip, settings) for piece, recorded in zip(pieces, clips, strict=True)
    ]
    changed = [*zip(item.versions, clips, strict=True)]
    lines = [f"{version.file.as_posix()}: {'; '.join(clip.changes)}" for version, clip in changed if clip.changes]
    return NewItem(item.name, item.variant, item.tune, excerpts, [*_changes(changed)]), lines


def _changes(changed: Sequence[tuple[Stimulus, RecordedClip]]) -> Iterator[str]:
    for version, clip in changed:
        for line in clip.changes:
            yield f"the {version.system or version.origin}'s file: {line}"


def _piece(version: Stimulus, file: Path) -> Fields:
    return piece_fields(
        version.origin, version.system, version.title, version.source, version.licence, music=file_digest(file)
    )
