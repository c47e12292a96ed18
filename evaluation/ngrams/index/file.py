"""An index as a file that is mapped into memory, not read.

MAGIC, the number of bytes of the header and its CRC-32, the header (JSON), then the arrays, each at a multiple of ALIGN
bytes. The header names each array's type, shape and place, and holds the CRC-32 of all that follows it. Numbers are in
the byte order of the machine that wrote them, which the arrays' types name.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.ngrams.index.index import Index
from generators.errors import InputError
from generators.files.writing import whole_file

MAGIC = b"MTTINDEX"
VERSION = 2
ALIGN = 64
LEADING = struct.Struct("<8sQI")  # MAGIC, the header's bytes, their CRC-32
BLOCK = 1 << 24  # bytes that are checked at a time
ARRAYS = ("text", "suffixes", "starts", "references", "bounds")

Array = NDArray[Any]


def is_index(path: Path) -> bool:
    """Whether the file begins as an index does; what can be read but once, such as a pipe, is left untouched."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def write_index(index: Index, path: Path) -> None:
    """Write the index aside, then put it in its place."""
    arrays = {name: getattr(index, name) for name in ARRAYS}
    arrays |= {f"most {n}": most for n, most in enumerate(index.most, start=1)}
    placed, at, checksum = {}, 0, 0
    for name, array in arrays.items():
        placed[name] = {"type": array.dtype.str, "shape": array.shape, "at": at}
        data = _padded(array)
        checksum = zlib.crc32(data, checksum)
        at += len(data)
    header = json.dumps(
        {
            "version": VERSION,
            "encoding": index.encoding,
            "window": index.window,
            "vocabulary": index.vocabulary,
            "vocabulary hash": index.vocabulary_hash,
            "lengths": sorted(index.lengths),
            "digest": index.digest,
            "count": index.count,
            "arrays": placed,
            "bytes": at,
            "crc32": checksum,
        }
    ).encode()
    try:
        with whole_file(path) as file:
            file.write(LEADING.pack(MAGIC, len(header), zlib.crc32(header)) + header)
            file.write(bytes(-file.tell() % ALIGN))
            for array in arrays.values():
                file.write(_padded(array))
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from error


def open_index(path: Path) -> Index:
    """The index in the file, mapped. Only its header and size are checked, so that opening takes no time: see `verify`.

    Damage elsewhere is never followed out of the arrays, but without `verify` it may make numbers wrong.

    Raises InputError if the file cannot be read, is no index, of another version, truncated, or has a damaged header.
    """
    header, begin = _header(path)
    try:
        arrays = {name: _mapped(path, begin, **place) for name, place in header["arrays"].items()}
        return Index(
            encoding=header["encoding"],
            window=header["window"],
            vocabulary=tuple(header["vocabulary"]),
            vocabulary_hash=header["vocabulary hash"],
            lengths=frozenset(header["lengths"]),
            digest=header["digest"],
            count=header["count"],
            most=tuple(arrays[name] for name in arrays if name not in ARRAYS),
            **{name: arrays[name] for name in ARRAYS},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is no index that can be read: {error!r}") from error


def verify(path: Path) -> None:
    """Read all of the file. Raises InputError as `open_index`, and if a bit of it is not as it was written."""
    open_index(path)
    header, begin = _header(path)
    checksum = 0
    with path.open("rb") as file:
        file.seek(begin)
        while data := file.read(BLOCK):
            checksum = zlib.crc32(data, checksum)
    if checksum != header["crc32"]:
        raise InputError(f"{path} is damaged: its contents do not have their checksum; build it again")


def _header(path: Path) -> tuple[dict[str, Any], int]:
    """The header, and where the arrays begin."""
    try:
        with path.open("rb") as file:
            leading = file.read(LEADING.size)
            if leading[: len(MAGIC)] != MAGIC:
                raise InputError(f"{path} is no index: it does not begin as one")
            if len(leading) < LEADING.size:
                raise InputError(f"{path} is truncated")
            _, size, checksum = LEADING.unpack(leading)
            length = os.fstat(file.fileno()).st_size
            data = file.read(min(size, length))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    if len(data) < size:
        raise InputError(f"{path} is truncated")
    if zlib.crc32(data) != checksum:
        raise InputError(f"{path} is damaged: its header does not have its checksum; build it again")
    header: dict[str, Any] = json.loads(data)
    if header["version"] != VERSION:
        raise InputError(f"{path} is an index of version {header['version']}, not {VERSION}: build it again")
    begin = LEADING.size + size + -(LEADING.size + size) % ALIGN
    if length != begin + header["bytes"]:
        raise InputError(
            f"{path} is truncated or longer than it was: {length:,} bytes, not {begin + header['bytes']:,}"
        )
    return header, begin


def _padded(array: Array) -> bytes:
    data = array.tobytes()
    return data + bytes(-len(data) % ALIGN)


def _mapped(path: Path, begin: int, *, type: str, shape: list[int], at: int) -> Array:
    mapped = np.memmap(path, dtype=np.dtype(type), mode="r", offset=begin + at, shape=tuple(shape))
    return mapped.view(np.ndarray)
