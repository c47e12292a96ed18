"""The options that commands share: of those that write music, and of those that train."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from generators.command_line import count, seed
from generators.corpora.opening import add_data_argument
from generators.errors import InputError

if TYPE_CHECKING:
    from generators.sampling.beam import Beam
    from generators.sampling.tokens import Sampling

DEVICES = ("cpu", "cuda")  # to compose on
PRESETS = ("paper", "small")  # of a system, to train
BATCH = 32
TEMPERATURE = 0.9  # BachBot's default


def add_generation_arguments(parser: argparse.ArgumentParser, pieces: int) -> None:
    """The checkpoint, where to, how many, and how tokens are chosen."""
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="one that was stopped is gone on with"
    )
    parser.add_argument("--count", type=count, help=f"how many pieces (default: {pieces}; of a beam 1)")
    parser.add_argument("--seed", type=seed, default=1, help="of the first; the next has the next (default: 1)")
    parser.add_argument("--batch", type=count, default=BATCH, help=f"how many at once (default: {BATCH})")
    add_sampling_arguments(parser)


def add_sampling_arguments(parser: argparse.ArgumentParser) -> None:
    """How tokens are chosen, and on which device: `sampling_from` reads them."""
    add_device_argument(parser)
    parser.add_argument("--temperature", type=float, help=f"0 is greedy (default: {TEMPERATURE})")
    parser.add_argument("--top-k", type=int, metavar="K", help="draw from the K likeliest tokens only")
    parser.add_argument("--top-p", type=float, metavar="P", help="draw from the likeliest that together have P only")
    parser.add_argument("--greedy-share", type=float, metavar="SHARE", help="of tokens that are the likeliest instead")
    parser.add_argument(
        "--beam", type=beam, metavar="WIDTH[xBRANCHES]", help="search for the likeliest instead of drawing, such as 3x3"
    )


def add_device_argument(parser: argparse.ArgumentParser) -> None:
    """Add --device, for composing."""
    parser.add_argument("--device", choices=DEVICES, default="cpu", help="(default: cpu)")


def add_training_arguments(parser: argparse.ArgumentParser) -> None:
    """What is learned from, at which size, for how long, and on which device."""
    add_data_argument(parser, default="the system's own, if that comes with the project")
    parser.add_argument("--preset", choices=PRESETS, default="paper", help="the document's sizes or small ones")
    parser.add_argument("--epochs", type=count, help="of each training (default: the system's own)")
    parser.add_argument("--seed", type=seed, help="(default: the system's own)")
    parser.add_argument("--device", choices=("auto", *DEVICES), default="auto", help="(default: auto)")


def seeds_of(arguments: argparse.Namespace, pieces: int) -> range:
    """The seeds, `pieces` where the arguments do not say how many. Raises InputError for a beam from several."""
    if arguments.beam is not None and arguments.count not in (None, 1):
        raise InputError("a beam finds the same whatever the seed: leave --count out")
    return range(arguments.seed, arguments.seed + (1 if arguments.beam else arguments.count or pieces))


def sampling_from(arguments: argparse.Namespace) -> Sampling | Beam:
    """How the arguments say that tokens are chosen. Raises InputError for a beam that is to draw."""
    from generators.sampling.beam import Beam
    from generators.sampling.tokens import Sampling

    drawing = {
        "temperature": arguments.temperature,
        "top_k": arguments.top_k,
        "top_p": arguments.top_p,
        "greedy": arguments.greedy_share,
    }
    given = {name: value for name, value in drawing.items() if value is not None}
    if arguments.beam is None:
        return Sampling(**{"temperature": TEMPERATURE} | given)
    if given:
        raise InputError("a beam searches and draws nothing: leave temperature, top-k, top-p and greedy share out")
    width, branches = arguments.beam
    return Beam(width, branches)


def beam(text: str) -> tuple[int, int]:
    """The value of --beam: width and branches, as many as the width where they are not given."""
    width, _, branches = text.partition("x")
    return count(width), count(branches or width)
