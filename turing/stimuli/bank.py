"""A folder of stimuli as people have it: by its manifest, where there is one, else by its layout."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from generators.errors import InputError
from turing.stimuli.layouts import EXPECTED, incomplete, laid_out
from turing.stimuli.manifest import MANIFEST, listed
from turing.stimuli.stimulus import Stimulus, is_stimulus

NOT_THEIRS = ("__MACOSX", "Thumbs.db", "desktop.ini")  # what systems leave in folders and archives


@dataclass(frozen=True, slots=True)
class Bank:
    """What is in a folder."""

    folder: Path
    stimuli: tuple[Stimulus, ...]
    remarks: tuple[str, ...]  # files that are left out, and items without all versions: a line each


def read_bank(folder: Path) -> Bank:
    """The stimuli of a folder and those below. Raises InputError, naming files and what was expected."""
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder")
    found = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    found = [file for file in found if not any(part in NOT_THEIRS or part.startswith(".") for part in file.parts)]
    files = [file for file in found if is_stimulus(file)]
    if not files:
        raise InputError(f"{folder}: no sound, MIDI or MusicXML in it; {EXPECTED}")
    table = folder / MANIFEST
    stimuli = listed(table, files) if table.is_file() else laid_out(files)
    _check(stimuli)
    left_out = [file for file in found if file not in files and file != Path(MANIFEST)]
    remarks = (f"{file.as_posix()}: left out, no sound, MIDI or MusicXML by its suffix" for file in left_out)
    return Bank(folder, tuple(stimuli), (*remarks, *incomplete(stimuli)))


def _check(stimuli: list[Stimulus]) -> None:
    """Raises InputError if an item has two versions by one maker, or is in two variants or of two tunes."""
    for (item, by), times in Counter((each.item, each.by) for each in stimuli).items():
        if times > 1:
            files = ", ".join(each.file.as_posix() for each in stimuli if (each.item, each.by) == (item, by))
            raise InputError(f"the item {item} has {times} versions by {by}: {files}; expected one by each")
    told: dict[str, Stimulus] = {}
    for each in stimuli:
        first = told.setdefault(each.item, each)
        if (first.variant, first.tune) != (each.variant, each.tune):
            raise InputError(f"the item {each.item} has two variants or tunes: {first.file.name}, {each.file.name}")
