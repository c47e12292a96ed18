"""`python -m generators systems`: which systems there are."""

from __future__ import annotations

import argparse
import sys

from generators.systems import SYSTEMS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace) -> None:
    del arguments
    for system in SYSTEMS.values():
        sys.stdout.write(f"{system.name}\n  {system.source}\n  Deviations: {system.deviations}\n")
