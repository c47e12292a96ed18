"""Music files as a corpus, without preparing anything."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generators.corpora.corpus import PARTS, TEST, Corpus
from generators.errors import InputError
from generators.files import is_music, music_files, read_piece
from generators.pieces import Piece


@dataclass(frozen=True, kw_only=True, eq=False)
class MusicFiles(Corpus):
    """The pieces in a folder's files, called by their paths below it, or in one file.

    Folders in it that are called train, valid and test are its parts, as `python -m generators chorales` writes them;
    where there is none, all is the part test, as nothing says that any of it was learned from.
    """

    files: Mapping[str, Mapping[str, Path]]  # of each part, by names

    def pieces(self, part: str) -> Mapping[str, Piece]:
        """Raises InputError naming the file that cannot be read."""
        return {name: read_piece(path) for name, path in self.files[part].items()}

    def digest(self, part: str, name: str) -> str:
        return hashlib.sha256(self.files[part][name].read_bytes()).hexdigest()


def has_music(path: Path) -> bool:
    """Whether it is a music file, or a folder with some."""
    return bool(music_files(path)) if path.is_dir() else is_music(path) and path.is_file()


def open_music_files(path: Path) -> MusicFiles:
    """The corpus in a folder or file. Raises InputError if a folder has folders for parts, and no music in them."""
    base = path if path.is_dir() else path.parent
    files = {part: {each.relative_to(base).as_posix(): each for each in _files(path, part)} for part in PARTS}
    if not any(files.values()):
        raise InputError(f"{path} holds no MIDI or MusicXML in its parts {', '.join(PARTS)}")
    digest = hashlib.sha256()
    for part, named in files.items():
        for name, each in named.items():
            digest.update(f"{part} {name} ".encode(errors="surrogateescape") + each.read_bytes())
    name = path.resolve().name
    return MusicFiles(
        name=str(path),
        about=f"the files of {name}, licence not stated",
        licence=None,
        split=f"{name}, {digest.hexdigest()[:12]}",
        files=files,
    )


def _files(path: Path, part: str) -> list[Path]:
    if any((path / each).is_dir() for each in PARTS):
        return music_files(path / part)
    every = music_files(path) if path.is_dir() else [path]
    return every if part == TEST else []
