"""References from files: read as tokens, or looked up in an index that was made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.ngrams.index.building import vocabulary_hash
from evaluation.ngrams.index.file import is_index, open_index, verify
from evaluation.ngrams.index.index import Index
from evaluation.sequences.packed import PackedSequences
from evaluation.sequences.reading import read_blocks
from evaluation.sequences.windows import reference_windows
from generators.errors import InputError


def read_references(paths: Sequence[Path], encoding: str, window: int | None) -> Iterator[PackedSequences | Index]:
    """The references in the files, one corpus or index after the other, each read when it is asked for.

    Raises InputError for an index that is damaged, or was made with another encoding, vocabulary or window.
    """
    for path in paths:
        if is_index(path):
            yield _checked(path, encoding, window)
        else:
            yield from reference_windows(read_blocks([path], encoding), window)


def _checked(path: Path, encoding: str, window: int | None) -> Index:
    verify(path)
    index = open_index(path)
    for name, own, asked in (("encoding", index.encoding, encoding), ("window", index.window, window)):
        if own != asked:
            raise InputError(f"{path} was built with --{name} {own or 'left out'}, not {asked or 'left out'}")
    if index.vocabulary_hash != vocabulary_hash(encoding, index.vocabulary):
        raise InputError(f"{path} was built when --encoding {encoding} had another vocabulary: build it again")
    return index
