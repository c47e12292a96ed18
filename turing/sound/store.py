"""Rendered files, each named by the digest of what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from generators.files.writing import write_whole


@dataclass(frozen=True, slots=True)
class Store:
    """Folders of rendered files. They are looked for in all of them, in order, and written to the first."""

    folders: Sequence[Path]

    def find(self, name: str) -> Path | None:
        """The stored file of that name (`<digest>.mp3`), or None."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def save(self, name: str, data: bytes) -> Path:
        """Store a file whole or not at all, also if two processes store it at once."""
        folder = self.folders[0]
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, data)
        return folder / name


def site_store() -> Store:
    """The site's own store: what it rendered itself, then what came with it."""
    return Store(settings.RENDERS)
