"""Arrays of token ids in files of numpy's own format, as large as the disk holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from evaluation.sequences.numbered_names import NumberedNames
from evaluation.sequences.packed import MOST_TOKENS, PackedSequences, narrow
from evaluation.sequences.unchanged import open_unchanged
from generators.errors import InputError
from generators.progress import ReadingProgress

if TYPE_CHECKING:
    from generators.encodings import Encoding

BLOCK = 1 << 24  # tokens that are read at a time, up to whole rows


def read_array(path: Path, encoding: Encoding | None) -> Iterator[PackedSequences]:
    """The rows of a 2-D array of integers, a block after the other; a 1-D array is one sequence.

    Without an encoding the token 60 is the word "60" of a text file, with one it is the id of a token. Rows are called
    `FILE:ROW`, from 1. Blocks are read, not mapped: a file that shrinks under a map ends the process. Raises InputError
    if there is no array of whole numbers from 0 to 65,534 (or to the encoding's last token), or if the file is changed.
    """
    rows, columns, dtype, offset = _header(path)
    step = max(1, BLOCK // columns)
    with open_unchanged(path) as file:
        file.seek(offset)
        progress = ReadingProgress(str(path), rows * columns * dtype.itemsize)
        for begin in range(0, rows, step):
            count = min(step, rows - begin)
            tokens = np.fromfile(file, dtype, count * columns)
            if len(tokens) < count * columns:
                raise InputError(f"{path} ends before its {rows * columns:,} tokens")
            progress.step(tokens.nbytes)
            yield _packed(path, tokens, begin, count, encoding)


def _header(path: Path) -> tuple[int, int, np.dtype[np.integer], int]:
    """Rows, columns, type and the first byte of the data."""
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise InputError(f"{path} is no array that can be read: {error}") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    if array.ndim not in (1, 2) or array.dtype.kind not in "iu" or not array.flags.c_contiguous:
        raise InputError(
            f"{path} is no 1-D or 2-D array of integers in C order, but {array.ndim}-D of {array.dtype.name}"
        )
    if not array.size:
        raise InputError(f"{path}: no tokens")
    rows, columns = array.shape if array.ndim == 2 else (1, len(array))
    return rows, columns, array.dtype, array.offset


def _packed(
    path: Path, tokens: NDArray[np.integer], begin: int, count: int, encoding: Encoding | None
) -> PackedSequences:
    lowest, highest = int(tokens.min()), int(tokens.max())
    size = len(encoding.vocabulary) if encoding else MOST_TOKENS
    if lowest < 0 or highest >= size:
        wrong = lowest if lowest < 0 else highest
        of = f" of {encoding.name}" if encoding else ""
        raise InputError(f"{path}: {wrong} is no token{of}: they go from 0 to {size - 1:,}")
    vocabulary = tuple(range(size)) if encoding else _numerals(highest + 1)
    starts = np.arange(count + 1, dtype=np.int64) * (len(tokens) // count)
    return PackedSequences(
        narrow(tokens, len(vocabulary)), starts, vocabulary, NumberedNames(f"{path}:", begin + 1, count)
    )


@lru_cache(maxsize=4)
def _numerals(size: int) -> tuple[str, ...]:
    return tuple(map(str, range(size)))
