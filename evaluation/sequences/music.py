"""Pieces from files and folders of MIDI and MusicXML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generators.errors import InputError
from generators.files import KINDS, music_files, read_piece
from generators.pieces import Piece


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
