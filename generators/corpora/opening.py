"""One option, --data, for every kind of corpus."""

from __future__ import annotations

import argparse
from pathlib import Path

from generators.corpora.chorales.corpus import CHORALES, DEFAULT_SPLIT, open_chorales
from generators.corpora.chorales.splits import split_names
from generators.corpora.corpus import Corpus
from generators.corpora.files import has_music, open_music_files
from generators.corpora.jsb import read_jsb
from generators.corpora.prepared.corpus import is_prepared, load_prepared
from generators.errors import InputError

KINDS = f"{CHORALES}[:SPLIT], a folder that `prepare` made, music files or a folder of them, or Jsb16thSeparated.json"


def add_data_argument(parser: argparse.ArgumentParser, default: str) -> None:
    """Add --data. default: what stands for it where it is not given, in words."""
    parser.add_argument("--data", metavar="CORPUS", help=f"{KINDS} (default: {default})")


def open_corpus(text: str) -> Corpus:
    """The corpus that a value of --data names: the chorales by a stored split, a folder, or a .json file.

    A folder that is called `chorales` is named `./chorales`. Raises InputError if there is no such corpus.
    """
    kind, _, split = text.partition(":")
    if kind == CHORALES:
        return open_chorales(split or DEFAULT_SPLIT)
    path = Path(text)
    if path.suffix == ".json":
        return read_jsb(path)
    if is_prepared(path):
        return load_prepared(path)
    if has_music(path):
        return open_music_files(path)
    raise InputError(f"{text} is no corpus: give {KINDS}")


def open_learned_corpus(text: str | None, split: str) -> Corpus:
    """The corpus of that split, which a model learned from: named by --data, or a split of the chorales' own.

    Raises InputError if it is another one, or cannot be told without --data.
    """
    if text is None:
        if split not in split_names():
            raise InputError(f"the model learned from {split}: name that corpus with --data")
        return open_chorales(split)
    corpus = open_corpus(text)
    if corpus.split != split:
        raise InputError(f"{text} is split {corpus.split!r}, the model learned from {split!r}")
    return corpus
