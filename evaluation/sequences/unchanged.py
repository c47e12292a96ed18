"""Files that must stay as they are while they are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from generators.errors import InputError


@contextmanager
def open_unchanged(path: Path) -> Iterator[BinaryIO]:
    """The file, open for reading. Raises InputError if it cannot be read or was changed meanwhile."""
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            yield file
            after = [os.fstat(file.fileno()), path.stat()] if stat.S_ISREG(before.st_mode) else []
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    if any(_state(each) != _state(before) for each in after):
        raise InputError(f"{path} was changed while it was read")


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns
