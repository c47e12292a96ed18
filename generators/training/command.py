"""`python -m generators train SYSTEM`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from generators.command_line import count, seed
from generators.corpora.chorales import load_chorales
from generators.corpora.splits import load_split, pick
from generators.corpora.tokens import encode_normalized
from generators.systems import find_system
from generators.systems.system import System
from generators.training.loop import Data, choose_device, train


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("system", help="see `python -m generators systems`")
    parser.add_argument("--split", default="melody-family", help="(default: melody-family)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a training stopped there goes on")
    parser.add_argument("--epochs", type=count, help="(default: the system's own)")
    parser.add_argument("--seed", type=seed, help="(default: the system's own)")
    parser.add_argument("--voice-order", metavar="ORDER", help="of the voices in a frame, such as BTAS (default: SATB)")
    parser.add_argument("--no-fermatas", action="store_true", help="leave fermatas out of the encoding")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"), help="(default: auto)")


def run(arguments: argparse.Namespace) -> None:
    system = _system(arguments)
    device = choose_device(arguments.device)
    split, chorales = load_split(arguments.split), load_chorales()
    data = Data(
        split=split.name,
        train=encode_normalized(pick(chorales, split.train), system.encoding),
        valid=encode_normalized(pick(chorales, split.valid), system.encoding),
    )
    path = train(system, data, arguments.out, device, _say)
    sys.stdout.write(f"{path}\n")


def _system(arguments: argparse.Namespace) -> System:
    """The system asked for, with what the options change."""
    system = find_system(arguments.system)
    encoding = replace(
        system.encoding,
        fermatas=not arguments.no_fermatas,
        voice_order=arguments.voice_order or system.encoding.voice_order,
    )
    recipe = replace(
        system.recipe,
        epochs=arguments.epochs or system.recipe.epochs,
        seed=system.recipe.seed if arguments.seed is None else arguments.seed,
    )
    return replace(system, encoding=encoding, recipe=recipe)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
