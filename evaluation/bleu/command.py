"""`python -m evaluation bleu`: score candidates in files against references in files."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from evaluation.bleu.scores import MAIA_WEIGHTS, BleuReport, score_candidates
from evaluation.bleu.sequences import PLAIN, read_sequences
from evaluation.bleu.smoothing import SMOOTHING
from generators.errors import InputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    files = "token files (a sequence a line, tokens separated by spaces), or files or folders of MIDI or MusicXML"
    parser.add_argument("--references", nargs="+", type=Path, required=True, metavar="PATH", help=files)
    parser.add_argument("--candidates", nargs="+", type=Path, required=True, metavar="PATH", help="the same")
    parser.add_argument(
        "--encoding", default=PLAIN, metavar="NAME", help="what turns music into tokens (default: tokens)"
    )
    parser.add_argument(
        "--weights",
        nargs="+",
        metavar="W",
        help="for n = 1, 2, …, such as 0.25 or 1/6 (default: maia's 0 1/12 1/12 1/6 1/6 1/6 1/6 1/12 1/12)",
    )
    parser.add_argument(
        "--smoothing", type=int, choices=SMOOTHING, default=0, help="nltk's method of that number (default: 0, none)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    weights = MAIA_WEIGHTS if arguments.weights is None else [_weight(text) for text in arguments.weights]
    candidates = dict(read_sequences(arguments.candidates, arguments.encoding))
    references = (tokens for _, tokens in read_sequences(arguments.references, arguments.encoding))
    report = score_candidates(candidates, references, weights, arguments.smoothing, arguments.encoding)
    sys.stdout.write((json.dumps(asdict(report), indent=2) if arguments.json else _table(report)) + "\n")


def _weight(text: str) -> float:
    numerator, _, denominator = text.partition("/")
    try:
        return float(numerator) / float(denominator or 1)
    except (ValueError, ZeroDivisionError) as error:
        raise InputError(f"weight {text!r} is not a number such as 0.25 or 1/6") from error


def _table(report: BleuReport) -> str:
    """BLEU, brevity penalty and the share of matching n-grams (in percent, unsmoothed) of each candidate."""
    width = max(len("mean"), *(len(score.name) for score in report.candidates))
    orders = [precision.n for precision in report.candidates[0].precisions]
    lines = [f"{'':{width}}    BLEU  brevity" + "".join(f"  {f'n={n}':>5}" for n in orders)]
    for score in report.candidates:
        shares = "".join(f"  {_percent(each.matches, each.total):>5}" for each in score.precisions)
        lines.append(f"{score.name:{width}}  {score.bleu:.4f}   {score.brevity_penalty:.4f}{shares}")
    lines.append(f"{'mean':{width}}  {report.mean:.4f}")
    return "\n".join([*lines, "", report.signature])


def _percent(matches: int, total: int) -> str:
    return f"{100 * matches / total:.1f}" if total else "–"
