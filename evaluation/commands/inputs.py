"""The options by which every command names music: sets, references, held-out music, and how they are read."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path

from evaluation.measures.material import HELD_OUT, UNNAMED, Files, Material
from evaluation.measures.measure import Input
from evaluation.sequences import PLAIN
from generators.command_line import count, say_on_stderr, seed
from generators.errors import InputError

MUSIC = "files or folders of MIDI or MusicXML"
TOKENS = f"token files (a sequence a line, tokens separated by spaces), .npy arrays (a sequence a row), or {MUSIC}"


def add_inputs(parser: argparse.ArgumentParser, requires: Collection[Input], uses: Collection[Input]) -> None:
    """The options of those inputs, and the seed."""
    files = TOKENS if "encoding" in {*requires, *uses} else MUSIC
    for name in (*requires, *uses):
        _ADD[name](parser, name in requires, files)
    parser.add_argument("--seed", type=seed, default=1, help="everything drawn comes from it (default: 1)")


def _candidates(parser: argparse.ArgumentParser, required: bool, files: str) -> None:
    parser.add_argument(
        "--candidates",
        nargs="+",
        action="extend",
        required=required,
        default=[],
        metavar="[NAME=]PATH",
        help=f"{files}; NAME= begins a set of that name, to which the paths after it belong: lstm=one two gpt=three",
    )


def _references(parser: argparse.ArgumentParser, required: bool, files: str) -> None:
    index = ", or an index" if files is TOKENS else ""
    parser.add_argument(
        "--references",
        nargs="+",
        type=Path,
        required=required,
        default=[],
        metavar="PATH",
        help=f"what was learned from: {files}{index}",
    )


def _held_out(parser: argparse.ArgumentParser, required: bool, files: str) -> None:
    parser.add_argument(
        "--held-out",
        nargs="+",
        type=Path,
        required=required,
        default=[],
        metavar="PATH",
        help="real music that no system learned from: the bar",
    )


def _encoding(parser: argparse.ArgumentParser, required: bool, files: str) -> None:
    parser.add_argument(
        "--encoding", default=PLAIN, metavar="NAME", help=f"what turns music into tokens (default: {PLAIN})"
    )


def _window(parser: argparse.ArgumentParser, required: bool, files: str) -> None:
    parser.add_argument(
        "--window",
        type=count,
        metavar="TOKENS",
        help="cut all to this length: references overlap by half, candidates and held-out music do not (maia: 512)",
    )


def _checkpoint(parser: argparse.ArgumentParser, required: bool, files: str) -> None:
    parser.add_argument("--checkpoint", type=Path, required=required, metavar="FILE", help="the model that is asked")


_ADD = {
    "candidates": _candidates,
    "references": _references,
    "held_out": _held_out,
    "encoding": _encoding,
    "window": _window,
    "checkpoint": _checkpoint,
}


def material_of(arguments: argparse.Namespace) -> Material:
    """What was named. Raises InputError if a set is named twice, or not at all."""
    given = vars(arguments)
    encoding = given.get("encoding") or PLAIN
    held_out, references = given.get("held_out"), given.get("references")
    return Material(
        sets={name: Files(paths, encoding) for name, paths in named_sets(given.get("candidates") or ()).items()},
        held_out=Files(held_out, encoding) if held_out else None,
        references=Files(references, encoding) if references else None,
        encoding=encoding,
        window=given.get("window"),
        checkpoint=given.get("checkpoint"),
        seed=arguments.seed,
        say=say_on_stderr,
    )


def named_sets(texts: Sequence[str]) -> dict[str, list[Path]]:
    """The paths of each set, in the order given: NAME=PATH begins one, and further paths belong to it.

    Paths before any name make a set called UNNAMED. A path that exists is a path, even with an = in it. Raises
    InputError if a set is named twice or not at all, or as held-out music is.
    """
    sets: dict[str, list[Path]] = {}
    current = UNNAMED
    for text in texts:
        name, sign, path = text.partition("=")
        if not sign or "/" in name or Path(text).exists():
            sets.setdefault(current, []).append(Path(text))
            continue
        if not name or not path or name in sets:
            fault = "is a second set of that name" if name in sets else "is not NAME=PATH"
            raise InputError(f"{text!r} {fault}: sets so far are {', '.join(sets) or 'none'}")
        current, sets[name] = name, [Path(path)]
    if HELD_OUT in sets:
        raise InputError(f"no set may be called {HELD_OUT!r}")
    return sets
