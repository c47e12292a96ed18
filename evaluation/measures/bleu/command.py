"""`python -m evaluation bleu`: score sets of candidates in files against references in files."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.measures.bleu import inputs
from evaluation.measures.bleu.smoothing import SMOOTHING
from generators.command_line import say_on_stderr
from generators.errors import InputError

if TYPE_CHECKING:
    from evaluation.measures.bleu.sets import SetsReport


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
    parser.add_argument(
        "--verify",
        action="store_true",
        help="have nltk itself score some of the candidates, drawn by the seed: exit code 1 if a bit differs",
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each candidate")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    from evaluation.measures.bleu.scores import MAIA_WEIGHTS
    from evaluation.measures.bleu.sets import score_sets
    from evaluation.measures.bleu.tables import as_csv, as_json, text_table
    from evaluation.measures.bleu.verification import check_nltk

    weights = MAIA_WEIGHTS if arguments.weights is None else [_weight(text) for text in arguments.weights]
    if arguments.verify:
        check_nltk()
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
        from generators.files.writing import write_whole

        write_whole(arguments.csv, as_csv(report).encode())
    if arguments.json:
        shown = json.dumps(as_json(report, inputs.UNNAMED, given.span), indent=2)
    else:
        shown = text_table(report, given.span)
    sys.stdout.write(shown + "\n")
    if arguments.verify:
        _verify(arguments, given, report, weights)


def _verify(arguments: argparse.Namespace, given: inputs.Inputs, report: SetsReport, weights: Sequence[float]) -> None:
    """Raises SystemExit with exit code 1 if nltk scores a candidate otherwise."""
    from evaluation.measures.bleu.sets import HELD_OUT
    from evaluation.measures.bleu.verification import differences, sampled

    sequences = {HELD_OUT: given.held_out, **given.sets}
    scored = [
        (score.name, each.tokens, score.bleu)
        for one in report.every_set
        for score, each in zip(one.candidates, sequences[one.name], strict=True)
    ]
    sample = sampled(scored, arguments.seed)
    references = inputs.list_references(arguments.references, arguments.encoding, arguments.window)
    differing = differences(sample, references, weights, arguments.smoothing)
    if differing:
        raise SystemExit("\n".join(f"{each.name}: {each.ours!r}, by nltk {each.nltk!r}" for each in differing))
    say_on_stderr(f"nltk gives {len(sample)} of {len(scored)} candidates the same scores, to the last bit")


def _weight(text: str) -> float:
    numerator, _, denominator = text.partition("/")
    try:
        return float(numerator) / float(denominator or 1)
    except (ValueError, ZeroDivisionError) as error:
        raise InputError(f"weight {text!r} is not a number such as 0.25 or 1/6") from error
