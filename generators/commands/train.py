"""`python -m generators train SYSTEM`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generators.command_line import count, say_on_stderr
from generators.commands.options import add_training_arguments
from generators.corpora.opening import open_corpus
from generators.errors import InputError

if TYPE_CHECKING:
    from generators.encodings import Encoding
    from generators.systems.system import System
    from generators.training.data import Data
    from generators.training.parents import Parent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("system", help="see `python -m generators systems`")
    add_training_arguments(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a training stopped there goes on")
    parent = parser.add_mutually_exclusive_group()
    parent.add_argument("--from", type=Path, dest="parent", metavar="CHECKPOINT", help="of the system, to train on")
    parent.add_argument(
        "--from-gpt2", type=Path, metavar="FILE", help="GPT-2's weights, as Hugging Face publishes them"
    )
    parser.add_argument("--batch", type=count, help="rows side by side (default: the system's own)")
    parser.add_argument("--voice-order", metavar="ORDER", help="of the voices in a frame, such as BTAS (default: SATB)")
    parser.add_argument("--no-fermatas", action="store_true", help="leave fermatas out of the encoding")
    parser.add_argument("--no-early-stop", action="store_true", help="train all epochs, whatever validation says")
    parser.add_argument("--keep-every", type=count, metavar="N", help="keep every Nth epoch's weights, too")


def run(arguments: argparse.Namespace) -> None:
    from generators.models import architecture_of

    asked = _system(arguments)
    counted = architecture_of(asked.model).counted
    if counted:
        _refuse_what_is_not_counted(arguments)
    system, data = system_and_data(asked, arguments.data)
    if system.encoding != asked.encoding and (arguments.voice_order or arguments.no_fermatas):
        raise InputError(f"{arguments.data} is encoded already: leave --voice-order and --no-fermatas out")
    sys.stdout.write(f"{(_count if counted else _train)(system, data, arguments)}\n")


def _count(system: System, data: Data, arguments: argparse.Namespace) -> Path:
    from generators.training.counting import count_corpus

    return count_corpus(system, data, arguments.out, say_on_stderr)


def _train(system: System, data: Data, arguments: argparse.Namespace) -> Path:
    from generators.models.devices import choose_device
    from generators.training.loop import train

    device = choose_device(arguments.device)
    parent = _parent(arguments, system)
    return train(system, data, arguments.out, device, say_on_stderr, arguments.keep_every, parent)


def _refuse_what_is_not_counted(arguments: argparse.Namespace) -> None:
    """Raises InputError for an option that means nothing in counting; a seed may be given, nothing is drawn."""
    given = {
        "--epochs": arguments.epochs,
        "--batch": arguments.batch,
        "--from": arguments.parent,
        "--from-gpt2": arguments.from_gpt2,
        "--keep-every": arguments.keep_every,
        "--no-early-stop": arguments.no_early_stop,
        "--device cuda": arguments.device == "cuda",
    }
    for option, value in given.items():
        if value:
            raise InputError(f"{arguments.system} is counted, not trained step by step: leave {option} out")


def system_and_data(system: System, text: str | None) -> tuple[System, Data]:
    """What the system learns from, a value of --data or its own corpus; and the system in the encoding of that.

    Raises InputError if the system has none of its own, or cannot learn from it.
    """
    from generators.corpora.corpus import TRAIN, VALID
    from generators.training.data import Data

    name = text or system.corpus
    if name is None:
        raise InputError(f"{system.name} learns from {system.data}: say where that is with --data")
    corpus = open_corpus(name)
    system = system.writing((system.any_encoding and corpus.encoding) or corpus.fitted(system.encoding))
    train, valid = ([*corpus.tokens(part, system.encoding).values()] for part in (TRAIN, VALID))
    return system, Data(corpus.split, train, valid, corpus.about_as(system.encoding))


def _parent(arguments: argparse.Namespace, system: System) -> Parent | None:
    from generators.training.parents import checkpoint_parent, gpt2_parent

    if arguments.parent:
        return checkpoint_parent(arguments.parent, system)
    return gpt2_parent(arguments.from_gpt2, system) if arguments.from_gpt2 else None


def _system(arguments: argparse.Namespace) -> System:
    """The system asked for, with what the options change."""
    from generators.systems import find_system

    system = find_system(arguments.system).at(arguments.preset)
    recipe = replace(
        system.recipe,
        epochs=arguments.epochs or system.recipe.epochs,
        batch=arguments.batch or system.recipe.batch,
        seed=system.recipe.seed if arguments.seed is None else arguments.seed,
        patience=None if arguments.no_early_stop else system.recipe.patience,
    )
    return replace(system, encoding=_encoding(system, arguments), recipe=recipe)


def _encoding(system: System, arguments: argparse.Namespace) -> Encoding:
    asked: dict[str, object] = {"voice_order": arguments.voice_order} if arguments.voice_order else {}
    if arguments.no_fermatas:
        asked["fermatas"] = False
    if not asked.keys() <= {field.name for field in fields(system.encoding)}:
        raise InputError(f"{system.name} knows no voices and fermatas: leave --voice-order and --no-fermatas out")
    return replace(system.encoding, **asked)
