"""`python -m evaluation originality`: what pieces copy from a corpus, from where, and whether people copy as much."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.corpora.music import read_pieces
from evaluation.originality.events import KINDS
from evaluation.originality.report import OriginalityReport, originality_report
from evaluation.originality.tables import COLUMNS, as_json, as_rows, as_text
from generators.command_line import seed
from generators.files.writing import write_whole

DEFAULT_KINDS = ["onsets", "skeleton"]


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
        default=DEFAULT_KINDS,
        metavar="KIND",
        help=f"what is compared ({kinds}; default: {' '.join(DEFAULT_KINDS)})",
    )
    parser.add_argument("--seed", type=seed, default=1, help="of the bootstrap (default: 1)")
    parser.add_argument("--json", action="store_true", help="print JSON, with the nearest passage of each bar")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each candidate and kind there, too")


def run(arguments: argparse.Namespace) -> None:
    candidates, held_out = list(read_pieces(arguments.candidates)), list(read_pieces(arguments.held_out))
    corpus = list(read_pieces(arguments.references))
    reports = [
        originality_report(kind, corpus, candidates, held_out, arguments.seed)
        for kind in dict.fromkeys(arguments.events)
    ]
    if arguments.csv:
        _write_csv(arguments.csv, reports)
    if arguments.json:
        sys.stdout.write(json.dumps([as_json(report) for report in reports], indent=1) + "\n")
    else:
        sys.stdout.write("\n\n".join(as_text(report) for report in reports) + "\n")


def _write_csv(path: Path, reports: Sequence[OriginalityReport]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row for report in reports for row in as_rows(report))
    write_whole(path, text.getvalue().encode(errors="surrogateescape"))
