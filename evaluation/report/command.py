"""`python -m evaluation report`: one HTML page of all that the measures say about the sets in a folder."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from generators.command_line import count, say_on_stderr, seed
from generators.errors import InputError


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
    parser.add_argument(
        "--permutations", type=count, default=100, help="for the machine listener's p-values (default: 100)"
    )
    parser.add_argument("--seed", type=seed, default=1, help="everything drawn comes from it (default: 1)")
    parser.add_argument("--out", type=Path, default=Path("report.html"), metavar="FILE", help="default: report.html")


def run(arguments: argparse.Namespace) -> None:
    from evaluation.report.material import read_material
    from evaluation.report.page import report_page
    from evaluation.report.settings import Settings
    from generators.files.writing import write_whole

    if arguments.out.is_dir() or not arguments.out.parent.is_dir():  # said before minutes of work
        raise InputError(f"{arguments.out} is no file in a folder that there is")
    material = read_material(arguments.folder, arguments.references, arguments.held_out, arguments.encoding)
    settings = Settings(arguments.seed, arguments.window, _command(arguments), arguments.permutations, say_on_stderr)
    write_whole(arguments.out, report_page(material, settings).encode())
    say_on_stderr(f"{arguments.out}")


def _command(arguments: argparse.Namespace) -> str:
    """The command that makes this page again."""
    from evaluation.report.material import printable

    words = ["python", "-m", "evaluation", "report", str(arguments.folder)]
    for option in ("references", "held_out"):
        if paths := getattr(arguments, option):
            words += [f"--{option.replace('_', '-')}", *map(str, paths)]
    for option in ("encoding", "window", "permutations", "seed", "out"):
        if (value := getattr(arguments, option)) is not None:
            words += [f"--{option}", str(value)]
    return printable(shlex.join(words))
