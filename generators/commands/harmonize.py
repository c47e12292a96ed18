"""`python -m generators harmonize`: some voices of a four-part piece written anew, the others kept note for note."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.command_line import seed
from generators.commands.options import add_device_argument


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("piece", type=Path, help="MusicXML or MIDI in four voices, or a melody alone for ATB")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--voices", required=True, help="those to write: any of S, A, T, B, such as AT")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--seed", type=seed, default=1, help="(default: 1)")
    parser.add_argument("--temperature", type=float, default=0.0, help="(default: 0, greedy, as BachBot)")
    add_device_argument(parser)
    parser.add_argument("--top-k", type=int, metavar="K", help="draw from the K likeliest tokens only")


def run(arguments: argparse.Namespace) -> None:
    from generators.checkpoints.opening import open_checkpoint
    from generators.files import read_piece
    from generators.files.reporting import tell
    from generators.files.writing import write_piece
    from generators.sampling.harmonize import Task, harmonize, with_empty_voices
    from generators.sampling.tokens import Sampling

    sampling = Sampling(arguments.temperature, arguments.top_k)
    given = read_piece(arguments.piece)
    tell({str(arguments.piece): given.changes})
    piece = with_empty_voices(given, arguments.voices)
    composer = open_checkpoint(arguments.checkpoint, arguments.device)
    task = Task(piece, arguments.voices, arguments.seed)
    (generated,) = harmonize(composer.engines, composer.chorale_encoding, [task], sampling)
    name = f"{composer.card.system}-{arguments.piece.stem}-{arguments.voices}"
    path = write_piece(generated.piece, arguments.out / name)
    sys.stdout.write(f"{path}: {-generated.log_likelihood / generated.chosen:.3f} nats per written token\n")
