"""`python -m generators compose`: whole pieces, as MusicXML and MIDI."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.command_line import count, seed
from generators.files.writing import write_piece
from generators.sampling.compose import compose
from generators.sampling.tokens import Sampling
from generators.training.checkpoints import load_checkpoint


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--count", type=count, default=4, help="how many pieces (default: 4)")
    parser.add_argument("--seed", type=seed, default=1, help="of the first; the next has the next (default: 1)")
    parser.add_argument("--temperature", type=float, default=0.9, help="0 is greedy (default: 0.9)")
    parser.add_argument("--top-k", type=int, metavar="K", help="draw from the K likeliest tokens only")


def run(arguments: argparse.Namespace) -> None:
    sampling = Sampling(arguments.temperature, arguments.top_k)
    model, encoding, card = load_checkpoint(arguments.checkpoint)
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    for generated in compose(model, encoding, seeds, sampling):
        path = write_piece(generated.piece, arguments.out / f"{card.system}-{generated.seed}")
        end = "" if generated.finished else ", cut off"
        nats = -generated.log_likelihood / generated.chosen
        sys.stdout.write(f"{path}: {generated.piece.seconds:.0f} s, {nats:.3f} nats per token{end}\n")
