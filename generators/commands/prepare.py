"""`python -m generators prepare FOLDER`: music in files → token arrays to learn from."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generators.command_line import count, seed
from generators.corpora.prepared.voices import DRUMS, PITCHED
from generators.counts import counted
from generators.errors import InputError

if TYPE_CHECKING:
    from generators.encodings import Encoding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="MIDI and MusicXML files, in it and below")
    encoding = parser.add_mutually_exclusive_group(required=True)
    encoding.add_argument("--encoding", metavar="NAME", help="see `python -m generators systems`")
    encoding.add_argument(
        "--encoding-of", type=Path, metavar="CHECKPOINT", help="that is to learn from this music, too"
    )
    parser.add_argument(
        "--option", nargs="+", default=[], metavar="KEY=VALUE", help="of the encoding, such as keys=88 duet=true"
    )
    parser.add_argument(
        "--chords",
        type=count,
        metavar="N",
        help="how many an encoding that learns them knows, the most frequent (default: chordwise 60,000)",
    )
    parser.add_argument(
        "--voices",
        nargs="+",
        default=[],
        metavar="VOICE",
        help=f"of each piece: {DRUMS}, {PITCHED} (all others), or voices by name (default: all)",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a preparation stopped there goes on")
    parser.add_argument("--seed", type=seed, default=1, help="of the split (default: 1)")
    parser.add_argument("--one-key", action="store_true", help="no transposed copies of what is learned from")
    parser.add_argument("--about", default="", metavar="TEXT", help="what the music is and its licence, for the card")
    parser.add_argument("--jobs", type=count, default=os.cpu_count(), help="processes (default: one a core)")


def run(arguments: argparse.Namespace) -> None:
    from generators.corpora.corpus import PARTS
    from generators.corpora.prepared.preparing import TWELVE_KEYS, Preparation, prepare
    from generators.files.reporting import tell

    encoding = _encoding(arguments)
    preparation = Preparation(
        encoding=encoding,
        seed=arguments.seed,
        transpositions=(0,) if arguments.one_key or encoding.drums else TWELVE_KEYS,
        most=arguments.chords,
        voices=tuple(arguments.voices),
    )
    about = arguments.about or f"the files of {arguments.folder.resolve().name}, licence not stated"
    record = prepare(arguments.folder, arguments.out, preparation, about, arguments.jobs).record
    for name, reason in record["refused"].items():
        sys.stderr.write(f"left out {name}: {reason}\n")
    for name, like in record["duplicates"].items():
        sys.stderr.write(f"left out {name}: it repeats {like}\n")
    if others := record["no_music"]:
        files = counted(len(others), "file that is no music", "files that are no music")
        sys.stderr.write(f"left out {files}, or the same in another format, such as {others[0]}\n")
    tell(record["changes"])
    for part in PARTS:
        sys.stdout.write(
            f"{part}: {counted(len(record['files'][part]), 'piece')}, {counted(record['tokens'][part], 'token')}\n"
        )
    sys.stdout.write(
        f"left out: {len(record['refused'])} unusable, {counted(len(record['duplicates']), 'duplicate')}\n"
    )


def _encoding(arguments: argparse.Namespace) -> Encoding:
    from generators.checkpoints.file import read_card
    from generators.encodings import find_encoding

    if arguments.encoding_of:
        if arguments.option:
            raise InputError("a checkpoint's encoding has its options already: leave --option out")
        return read_card(arguments.encoding_of).encoding
    return find_encoding(arguments.encoding, dict(map(_option, arguments.option)))


def _option(text: str) -> tuple[str, object]:
    key, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"option {text!r} is not KEY=VALUE")
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value
