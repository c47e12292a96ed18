"""`python -m evaluation bleu`: score sets of candidates in files against references in files."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evaluation.measures.bleu import inputs
from evaluation.measures.bleu.scores import MAIA_WEIGHTS
from evaluation.measures.bleu.sets import score_sets
from evaluation.measures.bleu.smoothing import SMOOTHING
from evaluation.measures.bleu.tables import as_csv, as_json, text_table
from generators.errors import InputError
from generators.files.writing import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    inputs.add_arguments(parser)
    parser.add_argument(
        "--weights",
        nargs="+",
        metavar="W",
        help="for n = 1, 2, …, such as 0.25 or 1/6 (default: maia's 0 1/12 1/12 1/6 1/6 1/6 1/6 1/12 1/12)",
    )
    parser.add_argument(
        "--smoothing", type=int, choices=SMOOTHING, default=0, help="nltk's method of that number (default: 0, none)"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each candidate")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    weights = MAIA_WEIGHTS if arguments.weights is None else [_weight(text) for text in arguments.weights]
    given = inputs.read_inputs(arguments)
    report = score_sets(
        given.sets,
        given.references,
        given.held_out,
        weights,
        arguments.smoothing,
        arguments.encoding,
        arguments.window,
        arguments.seed,
    )
    if arguments.csv:
        write_whole(arguments.csv, as_csv(report).encode())
    if arguments.json:
        shown = json.dumps(as_json(report, inputs.UNNAMED, given.span), indent=2)
    else:
        shown = text_table(report, given.span)
    sys.stdout.write(shown + "\n")


def _weight(text: str) -> float:
    numerator, _, denominator = text.partition("/")
    try:
        return float(numerator) / float(denominator or 1)
    except (ValueError, ZeroDivisionError) as error:
        raise InputError(f"weight {text!r} is not a number such as 0.25 or 1/6") from error
