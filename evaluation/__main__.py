"""`python -m evaluation COMMAND`: see COMMANDS."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from generators.errors import InputError

# Each module has add_arguments(parser) and run(arguments); only the one asked for is imported.
COMMANDS = {
    "bleu": ("evaluation.bleu.command", "score candidates by weighted BLEU against references"),
    "analyze": ("evaluation.statistics.command", "reproduce the dashboard's figures from the answers it exports"),
}


def main(argv: list[str]) -> int:
    """Run one command; a line on standard error and 2 if its input cannot be used."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation", description="Measure music and what listeners made of it."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text.capitalize() + ".")
        if argv[:1] == [name]:
            loaded = import_module(module)
            loaded.add_arguments(command)
            command.set_defaults(run=loaded.run)
    arguments = parser.parse_args(argv)
    try:
        arguments.run(arguments)
    except InputError as error:
        print(f"{parser.prog} {argv[0]}: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
