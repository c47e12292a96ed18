"""`python -m evaluation MEASURE`: one door for every measure, which reads its material and shows its result."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evaluation.commands.inputs import add_inputs, material_of
from evaluation.measures.measure import Measure, Option


@dataclass(frozen=True)
class MeasureCommand:
    """A measure as a command."""

    measure: Measure

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_inputs(parser, self.measure.requires, self.measure.uses)
        add_options(parser, self.measure.options)
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each piece")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def run(self, arguments: argparse.Namespace) -> None:
        from evaluation.outputs.csv import as_csv
        from evaluation.outputs.json import as_json
        from evaluation.outputs.text import as_text
        from generators.files.writing import write_whole

        result = self.measure.measure(material_of(arguments), **chosen(arguments, self.measure.options))
        if arguments.csv:
            write_whole(arguments.csv, as_csv(result.detail).encode(errors="surrogateescape"))
        sys.stdout.write((as_json(result) if arguments.json else as_text(result)) + "\n")


def add_options(parser: argparse.ArgumentParser, options: Iterable[Option]) -> None:
    """A measure's own options."""
    for option in options:
        name = f"--{option.name.replace('_', '-')}"
        if option.flag:
            parser.add_argument(name, action="store_true", help=option.help)
            continue
        parser.add_argument(
            name,
            type=option.parse,
            nargs="+" if option.many else None,
            default=option.default,
            choices=option.choices,
            metavar=option.metavar,
            help=option.help,
        )


def chosen(arguments: argparse.Namespace, options: Iterable[Option]) -> dict[str, object]:
    """What was chosen of the options that the parser has."""
    return {option.name: getattr(arguments, option.name) for option in options if hasattr(arguments, option.name)}
