"""`python -m evaluation analyze`: the dashboard's figures again, from the answers it exports."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

LISTENERS = {"people": False, "simulated": True}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "answers",
        type=Path,
        metavar="ANSWERS.csv",
        help="answers exported by the dashboard, or a table with its columns",
    )
    parser.add_argument(
        "--listeners", choices=LISTENERS, help="whose answers (default: people's, unless all are simulated)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    from evaluation.answers.kinds.discrimination.accuracy import accuracy_table
    from evaluation.answers.kinds.discrimination.tables import as_json, as_text
    from evaluation.answers.reading import read_answers

    simulated = LISTENERS[arguments.listeners] if arguments.listeners else None
    table = accuracy_table(read_answers(arguments.answers), simulated)
    sys.stdout.write((json.dumps(as_json(table), indent=2) if arguments.json else as_text(table)) + "\n")
