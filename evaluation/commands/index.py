"""`python -m evaluation index build|info|verify`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evaluation.sequences import PLAIN
from generators.command_line import count
from generators.errors import InputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="build|info|verify")
    build = actions.add_parser("build", help="index references; `bleu --references FILE` then takes the index")
    build.add_argument("--references", nargs="+", type=Path, required=True, metavar="PATH", help="as `bleu` takes them")
    build.add_argument("--encoding", default=PLAIN, metavar="NAME", help="what turns music into tokens")
    build.add_argument("--window", type=count, metavar="TOKENS", help="cut references to this length, as `bleu` does")
    build.add_argument("--out", type=Path, required=True, metavar="FILE")
    info = actions.add_parser("info", help="say what an index holds")
    info.add_argument("file", type=Path)
    info.add_argument("--json", action="store_true", help="print JSON")
    check = actions.add_parser("verify", help="check the checksum of an index, and the order of its suffixes")
    check.add_argument("file", type=Path)


def run(arguments: argparse.Namespace) -> None:
    if arguments.action == "build":
        _build(arguments)
    elif arguments.action == "info":
        _inform(arguments)
    else:
        _verify(arguments.file)


def _build(arguments: argparse.Namespace) -> None:
    from evaluation.ngrams.index.building import build_index
    from evaluation.ngrams.index.file import write_index
    from evaluation.sequences.reading import read_blocks
    from evaluation.sequences.windows import reference_windows

    if not arguments.out.parent.is_dir():
        raise InputError(f"{arguments.out.parent} is not a folder")
    blocks = reference_windows(read_blocks(arguments.references, arguments.encoding), arguments.window)
    write_index(build_index(blocks, arguments.encoding, arguments.window), arguments.out)
    sys.stdout.write(f"{arguments.out}\n")


def _verify(path: Path) -> None:
    from evaluation.ngrams.index.checking import in_order
    from evaluation.ngrams.index.file import open_index, verify

    verify(path)
    index = open_index(path)
    if not in_order(index.text, index.suffixes):
        raise InputError(f"{path} was built wrong: its suffixes are not in order; build it again")
    sys.stdout.write(f"{path}: whole\n")


def _inform(arguments: argparse.Namespace) -> None:
    from evaluation.ngrams.index.file import VERSION, open_index

    index, size = open_index(arguments.file), arguments.file.stat().st_size
    tokens = len(index.text) - index.count
    facts = {
        "version": VERSION,
        "references": index.count,
        "tokens": tokens,
        "vocabulary": len(index.vocabulary),
        "vocabulary hash": index.vocabulary_hash,
        "encoding": index.encoding,
        "window": index.window,
        "digest": f"{index.digest:016x}",
        "depth": index.depth,
        "bytes": size,
        "bytes per token": round(size / max(1, tokens), 2),
    }
    if arguments.json:
        sys.stdout.write(json.dumps(facts, indent=1) + "\n")
        return
    for name, value in facts.items():
        shown = f"{value:,}" if isinstance(value, int) else "none" if value is None else value
        sys.stdout.write(f"{name:15}  {shown}\n")
