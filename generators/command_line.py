"""What every command of `generators` and `evaluation` does alike."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generators.errors import InputError


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: its one-line help, its arguments, and the function that carries it out."""

    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], None]


def main(
    program: str, description: str, commands: Mapping[str, Command], arguments: Sequence[str] | None = None
) -> int:
    """Run the command named first among the arguments. Bad input is one line on standard error and exit code 2."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=description)
    subparsers = parser.add_subparsers(required=True, metavar="command")
    for name, command in commands.items():
        subparser = subparsers.add_parser(name, help=command.help, description=command.help)
        command.arguments(subparser)
        subparser.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except InputError as error:
        print(f"{program}: {error}", file=sys.stderr)  # noqa: T201
        return 2
    return 0
