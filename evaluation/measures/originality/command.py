"""`python -m evaluation originality`: what pieces copy from a corpus, from where, and whether people copy as much."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evaluation.measures.originality.kinds import KINDS, OF_ANY_PIECE
from evaluation.measures.originality.report import Comparison, OriginalityReport
from evaluation.measures.originality.tables import COLUMNS, as_json, as_rows, as_text
from evaluation.sequences.music import read_pieces
from generators.command_line import seed
from generators.files.table import csv_text
from generators.files.writing import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    files = "files or folders of MIDI or MusicXML"
    parser.add_argument("--references", nargs="+", type=Path, required=True, metavar="PATH", help=files)
    parser.add_argument("--candidates", nargs="+", type=Path, required=True, metavar="PATH", help="the same")
    parser.add_argument(
        "--held-out", nargs="+", type=Path, default=[], metavar="PATH", help="the same: real music, which sets limits"
    )
    kinds = "; ".join(f"{name}: {kind.description}" for name, kind in KINDS.items())
    parser.add_argument(
        "--events",
        nargs="+",
        choices=KINDS,
        default=OF_ANY_PIECE,
        metavar="KIND",
        help=f"what is compared ({kinds}; default: all but chords)",
    )
    parser.add_argument("--seed", type=seed, default=1, help="of the bootstrap (default: 1)")
    parser.add_argument("--json", action="store_true", help="print JSON, with the nearest passage of each bar")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each candidate and kind there, too")


def run(arguments: argparse.Namespace) -> None:
    candidates, held_out = list(read_pieces(arguments.candidates)), list(read_pieces(arguments.held_out))
    corpus = list(read_pieces(arguments.references))
    kinds = tuple(dict.fromkeys(arguments.events))
    report = Comparison(kinds, corpus, held_out).report(candidates, arguments.seed)
    if arguments.csv:
        _write_csv(arguments.csv, report)
    sys.stdout.write((json.dumps(as_json(report), indent=1) if arguments.json else as_text(report)) + "\n")


def _write_csv(path: Path, report: OriginalityReport) -> None:
    write_whole(path, csv_text([COLUMNS, *as_rows(report)]).encode(errors="surrogateescape"))
