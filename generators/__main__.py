"""python -m generators: the composers from the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.command_line import Command, main


def _systems_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _systems(options: argparse.Namespace) -> None:
    from generators.systems import SYSTEMS

    del options
    for system in SYSTEMS.values():
        print(f"{system.name}: {system.source}\n  deviations: {system.deviations}")


def _split_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=1)


def _split(options: argparse.Namespace) -> None:
    from generators.corpora.chorales import load_chorales
    from generators.corpora.splitting import split_as_bachbot, split_by_family, write_split

    chorales = load_chorales()
    for split in (split_by_family(chorales, options.seed), split_as_bachbot(chorales, options.seed)):
        write_split(split)
        print(f"{split.name}: {len(split.train)} train, {len(split.valid)} valid, {len(split.test)} test")


def _train_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("system", help="see `python -m generators systems`")
    parser.add_argument("--split", default="melody-family", help="default: %(default)s")
    parser.add_argument("--out", type=Path, required=True, help="folder; a training stopped there goes on")
    parser.add_argument("--epochs", type=int, help="default: the system's own")
    parser.add_argument("--seed", type=int, help="default: the system's own")
    parser.add_argument("--voice-order", help="order of the voices in a frame, such as BTAS")
    parser.add_argument("--no-fermatas", action="store_true", help="leave fermatas out of the encoding")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))


def _train(options: argparse.Namespace) -> None:
    from dataclasses import replace

    from generators.corpora.chorales import load_chorales
    from generators.corpora.splits import load_split, pick
    from generators.corpora.tokens import encode_normalized
    from generators.systems import find_system
    from generators.training.loop import Data, choose_device, train

    system = find_system(options.system)
    encoding = replace(system.encoding, fermatas=not options.no_fermatas)
    if options.voice_order:
        encoding = replace(encoding, voice_order=options.voice_order)
    recipe = replace(
        system.recipe,
        epochs=options.epochs or system.recipe.epochs,
        seed=system.recipe.seed if options.seed is None else options.seed,
    )
    split, chorales = load_split(options.split), load_chorales()
    data = Data(
        split=split.name,
        train=encode_normalized(pick(chorales, split.train), encoding),
        valid=encode_normalized(pick(chorales, split.valid), encoding),
    )
    system = replace(system, encoding=encoding, recipe=recipe)
    path = train(system, data, options.out, choose_device(options.device), lambda line: print(line, flush=True))
    print(path)


COMMANDS = {
    "systems": Command("list the systems", _systems_arguments, _systems),
    "split": Command("make the splits of the chorales again", _split_arguments, _split),
    "train": Command("train a system, or go on with a training", _train_arguments, _train),
}

if __name__ == "__main__":
    sys.exit(main("generators", "The composers: train them, and have them compose and harmonize.", COMMANDS))
