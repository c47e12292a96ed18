"""One option, --data, for every kind of corpus. What reads a kind is imported when one is opened."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from generators.corpora.chorales import CHORALES, DEFAULT_SPLIT
from generators.errors import InputError

if TYPE_CHECKING:
    from generators.corpora.corpus import Corpus

KINDS = f"{CHORALES}[:SPLIT], a folder that `prepare` made, music files or a folder of them, or Jsb16thSeparated.json"


def add_data_argument(parser: argparse.ArgumentParser, default: str) -> None:
    """Add --data. default: what stands for it where it is not given, in words."""
    parser.add_argument("--data", metavar="CORPUS", help=f"{KINDS} (default: {default})")


def open_corpus(text: str) -> Corpus:
    """The corpus that a value of --data names: the chorales by a stored split, a folder, or a file.

    A folder that is called `chorales` is named `./chorales`. Raises InputError if there is no such corpus.
    """
    from generators.corpora.chorales.corpus import open_chorales
    from generators.corpora.files import has_music, open_music_files
    from generators.corpora.jsb import read_jsb
    from generators.corpora.prepared.corpus import is_prepared, load_prepared

    kind, _, split = text.partition(":")
    path = Path(text)
    if kind == CHORALES:
        return open_chorales(split or DEFAULT_SPLIT)
    if path.suffix == ".json":
        return read_jsb(path)
    if is_prepared(path):
        return load_prepared(path)
    if has_music(path):
        return open_music_files(path)
    raise InputError(f"{text} is no corpus: give {KINDS}")


def open_corpus_or_learned(text: str | None, split: str) -> Corpus:
    """The corpus that a value of --data names, or the one of that split, which a model learned from.

    Raises InputError if there is no such corpus, or if the split is none of the chorales' own and needs --data.
    """
    from generators.corpora.chorales.corpus import open_chorales
    from generators.corpora.chorales.splits import split_names

    if text is not None:
        return open_corpus(text)
    if split not in split_names():
        raise InputError(f"the model learned from {split}: name that corpus with --data")
    return open_chorales(split)


def open_learned_corpus(text: str | None, split: str) -> Corpus:
    """The same, but none other than the corpus that the model learned from. Raises InputError if it is another."""
    corpus = open_corpus_or_learned(text, split)
    if corpus.split != split:
        raise InputError(f"{text} is split {corpus.split!r}, the model learned from {split!r}")
    return corpus
