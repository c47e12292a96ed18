"""Writing files: whole or not at all, and a piece for people and programs."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from generators.files.midi import to_midi
from generators.pieces import Piece


def write_piece(piece: Piece, stem: Path) -> Path:
    """Write `stem`.musicxml and `stem`.mid; returns the first one's path."""
    from generators.files.musicxml.writer import to_musicxml  # for pieces alone: most of what is written is none

    stem.parent.mkdir(parents=True, exist_ok=True)
    score = stem.with_name(f"{stem.name}.musicxml")
    for path, data in ((stem.with_name(f"{stem.name}.mid"), to_midi(piece)), (score, to_musicxml(piece).encode())):
        write_whole(path, data)
    return score


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, then move it to its place, so that it is never seen half written."""
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, which takes its place once all is written; nothing is left of it if anything is raised.

    It stands beside that place under a name of its own, so that two processes that write one file do not meet.
    """
    aside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with aside.open("xb") as file:
            yield file
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
