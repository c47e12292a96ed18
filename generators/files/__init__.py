"""Reading pieces from files: one door for every format."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from generators.errors import InputError
from generators.files.guards import OWN, Limits
from generators.files.midi import read_midi
from generators.files.musicxml import read_musicxml
from generators.pieces import Piece

READERS = {
    ".musicxml": read_musicxml,
    ".xml": read_musicxml,
    ".mxl": read_musicxml,
    ".mid": read_midi,
    ".midi": read_midi,
}


def read_piece(path: Path, limits: Limits = OWN) -> Piece:
    """The piece in a MusicXML or MIDI file. Raises InputError naming the file and what is wrong with it."""
    try:
        reader = READERS[path.suffix.lower()]
    except KeyError:
        raise InputError(
            f"{path}: cannot read {path.suffix or 'a file without suffix'}, only {', '.join(READERS)}"
        ) from None
    return reader(path, limits)


def music_files(folder: Path) -> Iterator[Path]:
    """The files below `folder` that `read_piece` can read, in the order of their names.

    Of files that differ in their suffix only, as `write_piece` leaves them, the one that READERS lists first.
    """
    rank = list(READERS).index
    found = (path for path in folder.rglob("*") if path.suffix.lower() in READERS)
    ordered = sorted(found, key=lambda path: (path.with_suffix(""), rank(path.suffix.lower())))
    yield from (next(group) for _, group in groupby(ordered, key=lambda path: path.with_suffix("")))
