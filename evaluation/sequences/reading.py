"""Token sequences from files: text, arrays, or music through an encoding; see `read_blocks`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluation.sequences import PLAIN
from evaluation.sequences.arrays import read_array
from evaluation.sequences.packed import PackedSequences, Tokens, narrow
from evaluation.sequences.text import read_text
from generators.errors import InputError
from generators.files import is_music, read_pieces

if TYPE_CHECKING:
    from generators.encodings import Encoding

PIECES = 1000  # that become one block


def read_blocks(paths: Iterable[Path], encoding: str = PLAIN) -> Iterator[PackedSequences]:
    """The sequences of all files, a block of bounded size after the other, each read when it is asked for.

    A folder stands for the music files in it and below, in the order of their names; music is moved to the key that
    the encoding wants. `.npy` is an array with a sequence a row; any other file is text with a sequence a line. With a
    named encoding a token is one of its vocabulary, and the block calls it by its id; with `encoding="tokens"` it is
    any word. Sequences are called `FILE` or `FILE:LINE`. Raises InputError naming the file that cannot be read.
    """
    chosen = encoding_of(encoding)
    for path in paths:
        if path.suffix.lower() == ".npy":
            yield from read_array(path, chosen)
        elif path.is_dir() or is_music(path):
            yield from _music(path, chosen)
        else:
            yield from read_text(path, chosen)


def read_sequences(paths: Iterable[Path], encoding: str = PLAIN) -> Iterator[tuple[str, Tokens]]:
    """The name and the tokens of each sequence, as `read_blocks` reads them: words, or ids of a named encoding."""
    for block in read_blocks(paths, encoding):
        for place, name in enumerate(block.names):
            yield name, [block.vocabulary[number] for number in block.sequence(place)]


def encoding_of(name: str) -> Encoding | None:
    """The encoding of that name; none for PLAIN. Raises InputError if there is no such encoding."""
    if name == PLAIN:
        return None
    from generators.encodings import ENCODINGS

    if name not in ENCODINGS:
        raise InputError(f"no encoding {name!r}: there are {', '.join([PLAIN, *ENCODINGS])}")
    return ENCODINGS[name]()


def _music(path: Path, encoding: Encoding | None) -> Iterator[PackedSequences]:
    if encoding is None:
        from generators.encodings import ENCODINGS

        raise InputError(f"{path} is music: name the encoding to read it through: {', '.join(ENCODINGS)}")
    names: list[str] = []
    encoded: list[list[int]] = []
    for name, piece in read_pieces([path]):
        try:
            encoded.append(encoding.encode(encoding.prepare(piece)))
        except InputError as error:
            raise InputError(f"{name}: {error}") from error
        names.append(name)
        if len(names) == PIECES:
            yield _encoded(encoded, names, encoding)
            names, encoded = [], []
    if names:
        yield _encoded(encoded, names, encoding)


def _encoded(pieces: list[list[int]], names: list[str], encoding: Encoding) -> PackedSequences:
    size = len(encoding.vocabulary)
    starts = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
    ids = np.concatenate([np.array(piece, dtype=np.uint16) for piece in pieces])
    return PackedSequences(narrow(ids, size), starts, tuple(range(size)), tuple(names))
