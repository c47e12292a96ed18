"""`python -m generators split`: make the splits that come from a seed again, and see that they are those stored."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.command_line import seed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=seed, default=1, help="(default: 1)")
    parser.add_argument(
        "--jsb", type=Path, metavar="FILE", help="Jsb16thSeparated.json: match that split's pieces, too"
    )


def run(arguments: argparse.Namespace) -> None:
    from generators.corpora.chorales.scores import load_chorales
    from generators.corpora.chorales.splits.making import (
        split_as_bachbot,
        split_as_boulanger_lewandowski,
        split_by_family,
        write_split,
    )

    chorales = load_chorales()
    splits = [split_by_family(chorales, arguments.seed), split_as_bachbot(chorales, arguments.seed)]
    if arguments.jsb:
        split, remarks = split_as_boulanger_lewandowski(arguments.jsb, chorales)
        sys.stdout.writelines(f"{remark}\n" for remark in remarks)
        splits.append(split)
    for split in splits:
        write_split(split)
        sys.stdout.write(f"{split.name}: {len(split.train)} train, {len(split.valid)} valid, {len(split.test)} test\n")
