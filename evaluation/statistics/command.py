"""`python -m evaluation analyze`: the dashboard's figures again, from the answers it exports."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation.statistics.accuracy import ALL, EXPERIENCES, AccuracyTable, accuracy_table, tally
from evaluation.statistics.answers import read_answers
from evaluation.statistics.wording import METHOD, in_full, reason, verdict

LISTENERS = {"people": False, "simulated": True}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("answers", type=Path, metavar="ANSWERS.csv", help="answers exported by the dashboard")
    parser.add_argument(
        "--listeners", choices=LISTENERS, help="whose answers (default: people's, unless all are simulated)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    simulated = LISTENERS[arguments.listeners] if arguments.listeners else None
    table = accuracy_table(tally(read_answers(arguments.answers)), simulated)
    sys.stdout.write((json.dumps(as_json(table), indent=2) if arguments.json else as_text(table)) + "\n")


def as_json(table: AccuracyTable) -> dict[str, Any]:
    """The table as JSON's types: `cells` and `pairs` are lists of estimates with what they are about."""
    return {
        "verdict": verdict(table),
        "listeners": "simulated" if table.simulated else "people",
        "cells": [
            {"variant": variant, "experience": experience, **asdict(estimate)}
            for (variant, experience), estimate in table.cells.items()
        ],
        "pairs": [{"pair": pair, **asdict(estimate)} for pair, estimate in table.pairs.items()],
        "excluded": table.excluded,
        "other_listeners": table.others,
        "method": METHOD,
    }


def as_text(table: AccuracyTable) -> str:
    """The table for a terminal: accuracy (Wilson interval, count) by variant and experience, then by pair."""
    rows = [
        [variant, *(in_full(table.cells[variant, each]) for each in (ALL, *EXPERIENCES))] for variant in table.variants
    ]
    rows.append([ALL, *(in_full(table.cells[ALL, each]) for each in (ALL, *EXPERIENCES))])
    pairs = [[pair, in_full(estimate)] for pair, estimate in table.pairs.items()]
    left_out = [f"Left out: {count:,} {reason(why)}." for why, count in table.excluded.items()]
    if table.others:
        left_out.append(f"Left out: {table.others:,} by {'people' if table.simulated else 'simulated listeners'}.")
    blocks = [verdict(table), _aligned([["variant", ALL, *EXPERIENCES], *rows]), _aligned([["pair", ALL], *pairs])]
    return "\n\n".join([*blocks, *left_out, METHOD])


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
