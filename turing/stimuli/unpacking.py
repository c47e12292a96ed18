"""An archive of stimuli, unpacked: no path leaves the folder, no link is followed, no bomb goes off."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from generators.errors import InputError

FILES = 5_000
UNPACKED = 2_000_000_000  # bytes of all files
DIRECTORY = 4_000_000  # bytes of an archive's list of its files
NAME = 255  # bytes that a file system takes
# The end of an archive (APPNOTE.TXT, 4.3.16): behind a mark and three counts, the entries and the bytes of their list.
END, END_MARK, COMMENT = struct.Struct("<4s6xHI6x"), b"PK\x05\x06", 65_535
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


def unpack(archive: Path, folder: Path) -> None:
    """Write the files of a zip below a folder. Raises InputError if it is not right: some may be written by then."""
    try:
        _check_end(archive)
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _check(entries)
            for entry in entries:
                target = folder.joinpath(*PurePosixPath(entry.filename).parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(entry) as packed, target.open("xb") as file:
                    shutil.copyfileobj(packed, file)  # no more than the entry says: zipfile sees to it
    except InputError as error:
        raise InputError(f"{archive.name}: {error}") from error
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(f"{archive.name}: two files of the name {Path(error.filename).name}") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # that a place before the archive's begin has
            raise
        raise InputError(f"{archive.name}: no zip, or a damaged one: {error}") from error
    except DAMAGE as error:
        raise InputError(f"{archive.name}: no zip, or a damaged one: {error}") from error


def _check_end(archive: Path) -> None:
    """Raises InputError if the list of files, which zipfile reads at once, is too long."""
    with archive.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - END.size - COMMENT, 0))
        tail = file.read()
    place = tail.rfind(END_MARK)
    if place < 0 or len(tail) - place < END.size:
        raise InputError("no zip, or cut off")
    _, count, length = END.unpack_from(tail, place)
    if count > FILES or length > DIRECTORY:
        raise InputError(f"more than {FILES:,} files")


def _check(entries: Sequence[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise InputError(f"more than {UNPACKED / 1e9:g} GB when unpacked")
    for entry in entries:
        parts = PurePosixPath(entry.filename).parts
        if entry.filename.startswith("/") or ".." in parts or re.search(r"[\\:\x00-\x1f]", entry.filename):
            raise InputError(f"{entry.filename!r} is no path within a folder")
        if any(len(part.encode()) > NAME for part in parts):
            raise InputError(f"a name of more than {NAME} bytes: {entry.filename[:50]}…")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise InputError(f"{entry.filename} is a link; expected files")
        if entry.flag_bits & 1:
            raise InputError(f"{entry.filename} is encrypted")
