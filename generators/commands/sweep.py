"""`python -m generators sweep SYSTEM`: a comparison study."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from generators.command_line import count, say_on_stderr, seed
from generators.commands.train import system_and_data
from generators.corpora.opening import add_data_argument
from generators.systems import find_system
from generators.systems.system import PRESETS
from generators.training.comparisons import COMPARISONS, runs_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("system", help=", ".join(COMPARISONS))
    add_data_argument(parser, default="the system's own, if that comes with the project")
    parser.add_argument("--preset", choices=PRESETS, default="paper", help="the document's sizes or small ones")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a sweep stopped there goes on")
    parser.add_argument("--epochs", type=count, help="of each training (default: the system's own)")
    parser.add_argument("--seed", type=seed, help="(default: the system's own)")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"), help="(default: auto)")


def run(arguments: argparse.Namespace) -> None:
    from generators.models.devices import choose_device
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
