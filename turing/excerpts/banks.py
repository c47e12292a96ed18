"""Taking a bank of stimuli, a folder or a zip, into the database: all of it or nothing, and twice changes nothing."""

from __future__ import annotations

import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from evaluation.pairs.folder import HUMAN
from generators.counts import counted
from generators.errors import InputError
from generators.progress import Progress
from turing.excerpts.bankitems import BankItem, BankSettings, made_of
from turing.excerpts.importing import Imported
from turing.excerpts.items import NewItem, add_items
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
class ReadBank:
    """A bank whose clips are made, and nothing of which is in the database yet."""

    collection: str
    items: Sequence[NewItem]
    changes: tuple[str, ...]  # as Imported has them


def import_bank(path: Path, collection: str, settings: BankSettings, store: Store) -> Imported:
    """Make the clips that are not in the store, then write all pieces, excerpts and items in one transaction.

    Clips that a refused import has made stay in the store: the next attempt finds them there and makes only the rest.

    Raises InputError, before the database is touched, if the layout or anything in a file is not right:
    RefusedBankError tells all such items; OtherItemError if an item of the collection is there with other music.
    """
    return add_bank(clips_of_bank(path, collection, settings, store))


def add_bank(bank: ReadBank) -> Imported:
    """The second half of import_bank."""
    new = add_items(bank.collection, bank.items)
    return Imported(new, len(bank.items) - new, bank.changes)


def clips_of_bank(
    path: Path,
    collection: str,
    settings: BankSettings,
    store: Store,
    progress: Callable[[str, int], Progress] = Progress,
) -> ReadBank:
    """The first half of import_bank; `progress` makes what is told how far it is, by a label and a count of items."""
    if path.is_dir():
        return _made(read_bank(path), path.name, collection, settings, store, progress)
    if not path.is_file():
        raise InputError(f"{path}: no such folder or file")
    with tempfile.TemporaryDirectory() as aside:
        unpack(path, Path(aside))
        return _made(_unpacked(Path(aside), path.name), path.name, collection, settings, store, progress)


def _unpacked(folder: Path, name: str) -> Bank:
    """The bank; what is wrong with it is said of the archive, not of the folder that nobody knows."""
    try:
        return read_bank(folder)
    except InputError as error:
        raise InputError(str(error).replace(str(folder), name)) from error


def _made(
    bank: Bank,
    name: str,
    collection: str,
    settings: BankSettings,
    store: Store,
    progress: Callable[[str, int], Progress],
) -> ReadBank:
    items = _items(bank)
    made, refused = [], []
    told = progress(f"items of {name}", len(items))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(made_of, item, bank.folder, collection, settings, store) for item in items]
        for item, job in zip(items, jobs, strict=True):
            try:
                made.append(job.result())
            except InputError as error:
                refused.append(f"item {item.name}: {error}".replace(f"{bank.folder}{os.sep}", ""))
            told.step()
    if refused:
        raise RefusedBankError(refused, len(items))
    changes = [line for _, lines in made for line in lines]
    return ReadBank(collection, [item for item, _ in made], (*bank.remarks, *changes))


def _items(bank: Bank) -> list[BankItem]:
    """Raises InputError if two items come by the same name, made fit for an address."""
    versions: dict[str, list[Stimulus]] = defaultdict(list)
    for stimulus in sorted(bank.stimuli, key=lambda each: each.origin != HUMAN):  # a person's sets the tempo
        versions[stimulus.item].append(stimulus)
    names: dict[str, str] = {}
    for item in versions:
        name = re.sub(r"[^\w.-]+", "-", item).strip("-.")
        if name in names:
            raise InputError(f"the items {names[name]!r} and {item!r} are both {name!r} in addresses; rename one")
        names[name] = item
    return [
        BankItem(name, first.variant or NO_VARIANT, first.tune, tuple(versions[item]))
        for name, item in names.items()
        for first in versions[item][:1]
    ]
