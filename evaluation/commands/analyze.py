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
    from evaluation.answers.reading import kind_of_table, read_answers

    simulated = LISTENERS[arguments.listeners] if arguments.listeners else None
    kind = kind_of_table(arguments.answers)
    analysis = kind.analyze(read_answers(arguments.answers), simulated)
    text = json.dumps(kind.as_json(analysis), indent=2) if arguments.json else kind.as_text(analysis)
    sys.stdout.write(text + "\n")
