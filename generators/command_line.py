"""The command lines of `generators` and `evaluation`: a table of subcommands, imported when asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from generators.errors import InputError

# name → (module with add_arguments(parser) and run(arguments), one line of help)
Commands = Mapping[str, tuple[str, str]]


def main(program: str, description: str, commands: Commands, argv: Sequence[str]) -> int:
    """Run one command. Input that cannot be used is one line on standard error and exit code 2."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=description)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, text) in commands.items():
        subparser = subparsers.add_parser(name, help=text, description=f"{text.capitalize()}.")
        if argv[:1] == [name]:
            loaded = import_module(module)
            loaded.add_arguments(subparser)
            subparser.set_defaults(run=loaded.run)
    arguments = parser.parse_args(argv)
    try:
        arguments.run(arguments)
    except InputError as error:
        sys.stderr.write(f"{parser.prog} {argv[0]}: {error}\n")
        return 2
    return 0
