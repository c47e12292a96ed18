"""`python -m evaluation report`: one HTML page of all that the measures say about the sets in a folder."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import replace
from pathlib import Path

from evaluation.commands.measure import add_options, chosen
from evaluation.measures import MEASURES
from generators.command_line import count, say_on_stderr, seed
from generators.errors import InputError

OPTIONS = tuple(option for measure in MEASURES.values() for option in measure.options if option.reported)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="pairs, or any folder: each folder in it is a set")
    parser.add_argument(
        "--references",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATH",
        help="files or folders of music that the systems learned from (default: what the folder's report.json names)",
    )
    parser.add_argument(
        "--held-out",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATH",
        help="real music that no system learned from (default: the human pieces of a folder of pairs)",
    )
    parser.add_argument("--encoding", metavar="NAME", help="default: chorale for pairs, else notewise")
    parser.add_argument("--window", type=count, metavar="TOKENS", help="cut all to this length for BLEU (maia: 512)")
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="a model, which is asked about the music, too")
    add_options(parser, OPTIONS)
    parser.add_argument("--seed", type=seed, default=1, help="everything drawn comes from it (default: 1)")
    parser.add_argument("--out", type=Path, default=Path("report.html"), metavar="FILE", help="default: report.html")


def run(arguments: argparse.Namespace) -> None:
    from evaluation.report.folder import read_reported
    from evaluation.report.report import report_page
    from generators.files.writing import write_whole

    if arguments.out.is_dir() or not arguments.out.parent.is_dir():  # said before minutes of work
        raise InputError(f"{arguments.out} is no file in a folder that there is")
    reported = read_reported(arguments.folder, arguments.references, arguments.held_out, arguments.encoding)
    material = replace(
        reported.material,
        window=arguments.window,
        checkpoint=arguments.checkpoint,
        seed=arguments.seed,
        say=say_on_stderr,
    )
    page = report_page(reported, material, chosen(arguments, OPTIONS), _command(arguments))
    write_whole(arguments.out, page.encode())
    say_on_stderr(f"{arguments.out}")


def _command(arguments: argparse.Namespace) -> str:
    """The command that makes this page again."""
    from evaluation.report.folder import printable

    words = ["python", "-m", "evaluation", "report", str(arguments.folder)]
    for option in ("references", "held_out"):
        if paths := getattr(arguments, option):
            words += [f"--{option.replace('_', '-')}", *map(str, paths)]
    for option in ("encoding", "window", "checkpoint", *(each.name for each in OPTIONS), "seed", "out"):
        if (value := getattr(arguments, option)) is not None:
            words += [f"--{option}", str(value)]
    return printable(shlex.join(words))
