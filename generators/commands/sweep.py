"""`python -m generators sweep SYSTEM`: a comparison study."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from generators.command_line import say_on_stderr
from generators.commands.options import add_training_arguments
from generators.commands.train import system_and_data
from generators.training.comparisons import COMPARISONS, runs_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("system", help=", ".join(COMPARISONS))
    add_training_arguments(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a sweep stopped there goes on")


def run(arguments: argparse.Namespace) -> None:
    from generators.models.devices import choose_device
    from generators.systems import find_system
    from generators.training.sweeps import sweep

    system = find_system(arguments.system).at(arguments.preset)
    recipe = replace(
        system.recipe,
        epochs=arguments.epochs or system.recipe.epochs,
        seed=system.recipe.seed if arguments.seed is None else arguments.seed,
    )
    runs = runs_of(replace(system, recipe=recipe))
    device = choose_device(arguments.device)
    _, data = system_and_data(system, arguments.data)
    sweep(runs, data, arguments.out, device, say_on_stderr)
    sys.stdout.write(f"{arguments.out / 'results.csv'}\n{arguments.out / 'curves.svg'}\n")
