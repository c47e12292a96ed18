"""Writing files: whole or not at all, and a piece for people and programs."""

from __future__ import annotations

import os
from pathlib import Path

from generators.files.midi import to_midi
from generators.files.musicxml import to_musicxml
from generators.pieces import Piece


def write_piece(piece: Piece, stem: Path) -> Path:
    """Write `stem`.musicxml and `stem`.mid; returns the first one's path."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    score = stem.with_name(f"{stem.name}.musicxml")
    for path, data in ((stem.with_name(f"{stem.name}.mid"), to_midi(piece)), (score, to_musicxml(piece).encode())):
        write_whole(path, data)
    return score


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, then move it to its place, so that it is never seen half written."""
    aside = path.with_name(f".{path.name}")
    aside.write_bytes(data)
    os.replace(aside, path)
