"""A table that says what each file is, where folders and names do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path, PurePosixPath

from evaluation.pairs.folder import HUMAN, MACHINE, ORIGINS
from evaluation.pairs.tables import Row, rows_of
from generators.errors import InputError
from turing.stimuli.layouts import told_by_name
from turing.stimuli.stimulus import Stimulus, refusal

MANIFEST = "manifest.csv"
COLUMNS = tuple(field.name for field in fields(Stimulus))


def listed(table: Path, files: Sequence[Path]) -> list[Stimulus]:
    """The files of the table's folder, by their paths within it, as the table says.

    Only the column `file` is needed. A file without an item is one of its own; an empty origin is a machine's if there
    is a system, else as the file's name or folder says; an empty tune is the item's name, an empty title the file's.

    Raises InputError for an unknown column or origin, a file that is not there, is not listed or is listed twice for an
    item, and one whose origin nothing tells.
    """
    stimuli: dict[tuple[Path, str], Stimulus] = {}
    for number, row in rows_of(table, ["file"]):
        where = f"{table}, line {number}"
        if unknown := set(row) - set(COLUMNS):
            raise InputError(f"{table}: unknown column {', '.join(sorted(unknown))}; choose from {', '.join(COLUMNS)}")
        stimulus = _stimulus(row, where)
        if stimulus.file not in files:
            raise InputError(
                f"{where}: {row['file']} is not in the folder, or no sound, MIDI or MusicXML by its suffix"
            )
        if (stimulus.file, stimulus.item) in stimuli:
            raise InputError(f"{where}: {row['file']} is listed twice for the item {stimulus.item}")
        stimuli[stimulus.file, stimulus.item] = stimulus
    left = sorted({*files} - {file for file, _ in stimuli})
    if left:
        raise refusal(left, f"in the folder but not in {table.name}; list or remove")
    return list(stimuli.values())


def _stimulus(row: Row, where: str) -> Stimulus:
    file = Path(PurePosixPath(row["file"].replace("\\", "/")))
    told = row | dict.fromkeys(set(COLUMNS) - set(row), "")
    origin, system = _maker(file, told["origin"].casefold(), told["system"], where)
    item = told["item"] or "-".join(file.with_suffix("").parts)
    return Stimulus(
        file,
        item,
        origin,
        system,
        told["variant"],
        told["tune"] or item,
        told["title"] or file.stem,
        told["licence"],
        told["source"],
    )


def _maker(file: Path, origin: str, system: str, where: str) -> tuple[str, str]:
    """Origin and system."""
    if origin and origin not in ORIGINS:
        raise InputError(f"{where}: unknown origin {origin!r}; choose from {', '.join(ORIGINS)}")
    if origin == HUMAN and system:
        raise InputError(f"{where}: a person's, and the system {system!r} made it: only one of these can be")
    if origin or system:
        return origin or MACHINE, system
    told = told_by_name(file)
    if told is None:
        raise InputError(f"{where}: {file.as_posix()} is whose? No origin, system, folder or mark says it")
    return told
