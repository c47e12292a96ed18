"""The command lines of `generators` and `evaluation`: a table of subcommands, imported when asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Protocol

from generators.errors import InputError


class Command(Protocol):
    """What a module is that has a command, or an object that stands for several alike."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> None: ...


# name → (a module that is a Command, imported when it is asked for, or a Command itself; one line of help)
Commands = Mapping[str, tuple[str | Command, str]]


def main(program: str, description: str, commands: Commands, argv: Sequence[str]) -> int:
    """Run one command. Input that cannot be used is one line on standard error and exit code 2."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=description)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (command, text) in commands.items():
        subparser = subparsers.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        if argv[:1] == [name]:
            loaded = import_module(command) if isinstance(command, str) else command
            loaded.add_arguments(subparser)
            subparser.set_defaults(run=loaded.run)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="surrogateescape")  # a file's name that is not UTF-8 is printed as it is
    arguments = parser.parse_args(argv)
    try:
        arguments.run(arguments)
    except InputError as error:
        return _refused(parser, argv[0], str(error))
    except OSError as error:  # a folder that cannot be written to, a full disk
        return _refused(parser, argv[0], f"{error.filename or 'output'}: {error.strerror}")
    return 0


def _refused(parser: argparse.ArgumentParser, command: str, message: str) -> int:
    sys.stderr.write(f"{parser.prog} {command}: {message}\n")
    return 2


def say_on_stderr(line: str) -> None:
    """A line of progress, where it is not in the way of what programs read."""
    sys.stderr.write(f"{line}\n")


def seed(text: str) -> int:
    """The value of an option for a seed."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)


def count(text: str) -> int:
    """The value of an option for how many."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)
