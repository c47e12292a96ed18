"""Reading pieces from files: one door for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from generators.errors import InputError
from generators.files.guards import OWN, Limits
from generators.files.midi import is_midi, read_midi
from generators.pieces import Piece


def _read_musicxml(path: Path, limits: Limits) -> Piece:
    # lxml takes long to load, and most of what is read is none
    from generators.files.musicxml.reader import read_musicxml

    return read_musicxml(path, limits)


READERS = {
    ".musicxml": _read_musicxml,
    ".xml": _read_musicxml,
    ".mxl": _read_musicxml,
    ".mid": read_midi,
    ".midi": read_midi,
}
HEAD = 12  # bytes that tell MIDI
KINDS = f"{', '.join(READERS)}, or MIDI by another name"


def read_piece(path: Path, limits: Limits = OWN) -> Piece:
    """The piece in a MusicXML file, or in a MIDI file whatever it is called.

    Raises InputError naming the file and what is wrong with it.
    """
    reader = read_midi if is_midi(_head(path)) else READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: cannot read {path.suffix or 'a file without suffix'}, only {KINDS}")
    return reader(path, limits)


def read_pieces(paths: Iterable[Path]) -> Iterator[tuple[str, Piece]]:
    """The path and the piece of each file, read one after the other.

    A folder stands for the music files in it and below, in the order of their names. Raises InputError naming the file
    that cannot be read or is not there, or the folder without music.
    """
    for path in paths:
        if path.is_dir():
            files = music_files(path)
            if not files:
                raise InputError(f"{path} holds no MIDI or MusicXML: no file is {KINDS}")
        elif not path.exists():
            raise InputError(f"{path}: no such file or folder")
        else:
            files = [path]
        for file in files:
            yield str(file), read_piece(file)


def is_music(path: Path) -> bool:
    """Whether a file is music by its suffix, or MIDI by its first bytes (.kar, .rmi, or any other name)."""
    return path.suffix.lower() in READERS or is_midi(_head(path))


def music_files(folder: Path) -> list[Path]:
    """The files below `folder` that `read_piece` can read, in the order of their names.

    Of files that differ in their suffix only, as `write_piece` leaves them, the one that READERS lists first.
    """
    return sorted_files(folder)[0]


def sorted_files(folder: Path) -> tuple[list[Path], list[Path]]:
    """The music files, as `music_files` has them, and all others below `folder`."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = [path for path in files if path.suffix.lower() in READERS]
    rank = list(READERS).index
    ordered = sorted(named, key=lambda path: (path.with_suffix(""), rank(path.suffix.lower())))
    first = [next(group) for _, group in groupby(ordered, key=lambda path: path.with_suffix(""))]
    music = {*first, *(path for path in files if path.suffix.lower() not in READERS and is_midi(_head(path)))}
    return sorted(music, key=lambda path: (path.with_suffix(""), path)), [path for path in files if path not in music]


def _head(path: Path) -> bytes:
    """The file's first bytes; none where it cannot be read, or only once, as a pipe."""
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""
