"""`python -m generators chorales`: the chorales as files, a folder for each part of a split."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.corpora.chorales.scores import load_chorales
from generators.corpora.chorales.splits import PARTS, load_split
from generators.files.musicxml import to_musicxml
from generators.files.writing import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--split", default="melody-family", help="(default: melody-family)")


def run(arguments: argparse.Namespace) -> None:
    split, chorales = load_split(arguments.split), load_chorales()
    for part in PARTS:
        bwvs = getattr(split, part)
        folder = arguments.out / part
        folder.mkdir(parents=True, exist_ok=True)
        for bwv in bwvs:
            write_whole(folder / f"bwv{bwv}.musicxml", to_musicxml(chorales[bwv]).encode())
        sys.stdout.write(f"{folder}: {len(bwvs)} chorales\n")
