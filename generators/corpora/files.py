"""A folder of music files as a corpus, without preparing anything."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generators.corpora.corpus import PARTS, TEST, Corpus
from generators.errors import InputError
from generators.files import music_files, read_piece
from generators.pieces import Piece


@dataclass(frozen=True, kw_only=True, eq=False)
class MusicFolder(Corpus):
    """The pieces in files, called by their paths below the folder.

    Folders in it that are called train, valid and test are its parts, as `python -m generators chorales` writes them;
    where there is none, all is the part test, as nothing says that any of it was learned from.
    """

    folder: Path

    def pieces(self, part: str) -> Mapping[str, Piece]:
        """Raises InputError naming the file that cannot be read."""
        return {_name(path, self.folder): read_piece(path) for path in _files(self.folder, part)}


def is_music_folder(folder: Path) -> bool:
    return folder.is_dir() and bool(music_files(folder))


def open_music_folder(folder: Path) -> MusicFolder:
    """The folder as a corpus. Raises InputError if it holds no music in a part."""
    paths = {part: _files(folder, part) for part in PARTS}
    if not any(paths.values()):
        raise InputError(f"{folder} holds no MIDI or MusicXML in its parts {', '.join(PARTS)}")
    digest = hashlib.sha256()
    for part, files in paths.items():
        for path in files:
            digest.update(f"{part} {_name(path, folder)} ".encode(errors="surrogateescape") + path.read_bytes())
    name = folder.resolve().name
    return MusicFolder(
        name=str(folder),
        about=f"the files of {name}, licence not stated",
        licence=None,
        split=f"{name}, {digest.hexdigest()[:12]}",
        folder=folder,
    )


def _files(folder: Path, part: str) -> list[Path]:
    if any((folder / each).is_dir() for each in PARTS):
        return music_files(folder / part)
    return music_files(folder) if part == TEST else []


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
