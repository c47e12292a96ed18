"""`python -m evaluation rules`: how often sets of four-part pieces break the rules of part-writing, and Bach does."""

from __future__ import annotations

import argparse
import json
import sys

from evaluation.measures.bleu.inputs import named_sets
from evaluation.measures.rules.bach import PATH, as_record, bach, measure_bach
from evaluation.measures.rules.measuring import measure_pieces
from evaluation.measures.rules.rates import set_rates, signature
from evaluation.measures.rules.tables import as_csv, as_json, as_text
from evaluation.sequences.music import read_pieces
from generators.command_line import seed
from generators.errors import InputError
from generators.files.writing import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="[NAME=]PATH",
        help="files or folders of MIDI or MusicXML with the voices S A T B, in this order; NAME= begins a set of that "
        "name, to which the paths after it belong",
    )
    parser.add_argument("--seed", type=seed, default=1, help="of the intervals (default: 1)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, with the place of every violation")
    form.add_argument("--csv", action="store_true", help="print a line a piece")
    form.add_argument(
        "--measure-bach", action="store_true", help="instead, count the chorales of music21 again and store the counts"
    )


def run(arguments: argparse.Namespace) -> None:
    if arguments.measure_bach == bool(arguments.paths):
        raise InputError("give either files or folders of music or --measure-bach")
    if arguments.measure_bach:
        write_whole(PATH, as_record(measure_bach()).encode())
        sys.stdout.write(f"{PATH}\n")
        return
    named = named_sets(arguments.paths)
    pieces = {name: measure_pieces(read_pieces(paths)) for name, paths in named.items()}
    if arguments.csv:
        sys.stdout.write(as_csv(pieces))
        return
    chorales = bach()
    rates = [
        set_rates(name, [piece.counts for piece in measured], chorales, arguments.seed)
        for name, measured in pieces.items()
    ]
    signed = signature(chorales, arguments.seed)
    shown = json.dumps(as_json(rates, pieces, signed), indent=1) if arguments.json else as_text(rates, pieces, signed)
    sys.stdout.write(shown + "\n")
