"""`python -m evaluation ngrams`: draw how much of sets of candidates stands in the references, n-gram by n-gram."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.commands.inputs import add_inputs, material_of
from evaluation.measures import bleu
from evaluation.plots.palettes import PALETTES
from generators.command_line import count
from generators.errors import InputError

if TYPE_CHECKING:
    from evaluation.plots.drawing import Format

LONGEST = 9  # the curves reach at least as far as maia's weights
FORMATS: dict[str, Format] = {".svg": "svg", ".png": "png"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_inputs(parser, bleu.MEASURE.requires, bleu.MEASURE.uses)
    parser.add_argument("--strip", type=Path, metavar="FILE", help="cumulated BLEU, a dot for each candidate")
    parser.add_argument("--curves", type=Path, metavar="FILE", help="n-gram precisions, a line for each set")
    parser.add_argument(
        "--orders",
        nargs=2,
        type=count,
        default=(2, 5),
        metavar=("FROM", "TO"),
        help="the n of the strips (default: 2 5)",
    )
    parser.add_argument("--theme", choices=PALETTES, default="light", help="default: light")


def run(arguments: argparse.Namespace) -> None:
    from evaluation.measures.bleu.pictures import draw_precisions, draw_strips
    from evaluation.measures.bleu.result import score_material
    from generators.files.writing import write_whole

    first, last = arguments.orders
    if first > last:
        raise InputError(f"orders run upwards, not from {first} to {last}")
    if not arguments.strip and not arguments.curves:
        raise InputError("nothing to draw: name a file with --strip or --curves")
    formats = {path: _format(path) for path in (arguments.strip, arguments.curves) if path}
    longest = max(last, LONGEST)
    scored = score_material(material_of(arguments), (1 / longest,) * longest)
    report = scored.report
    if arguments.strip:
        orders, kind = range(first, last + 1), formats[arguments.strip]
        write_whole(arguments.strip, draw_strips(report, orders, arguments.seed, arguments.theme, kind))
    if arguments.curves:
        write_whole(arguments.curves, draw_precisions(report, arguments.theme, formats[arguments.curves]))
    spanned = "" if scored.span is None else f"{scored.span.saying(longest)}\n"
    sys.stdout.write(f"{spanned}{report.signature}\n")


def _format(path: Path) -> Format:
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"cannot draw {path}: its name must end in {' or '.join(FORMATS)}")
    return FORMATS[path.suffix.lower()]
