"""`python -m generators chorales`: the chorales as files, a folder for each part of a split."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.corpora.chorales import CHORALES
from generators.corpora.opening import add_data_argument, open_corpus
from generators.errors import InputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    add_data_argument(parser, default=CHORALES)


def run(arguments: argparse.Namespace) -> None:
    from generators.corpora.chorales.corpus import Chorales
    from generators.corpora.corpus import PARTS
    from generators.files.musicxml.writer import to_musicxml
    from generators.files.writing import write_whole

    corpus = open_corpus(arguments.data or CHORALES)
    if not isinstance(corpus, Chorales):
        raise InputError(f"{arguments.data} has no BWV numbers to call files by: give {CHORALES}[:SPLIT]")
    for part in PARTS:
        pieces = corpus.pieces(part)
        folder = arguments.out / part
        folder.mkdir(parents=True, exist_ok=True)
        for bwv, piece in pieces.items():
            write_whole(folder / f"bwv{bwv}.musicxml", to_musicxml(piece).encode())
        sys.stdout.write(f"{folder}: {len(pieces)} chorales\n")
