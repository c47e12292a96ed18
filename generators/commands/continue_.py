"""`python -m generators continue PIECE…`: pieces gone on with, bar by bar."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generators.command_line import count
from generators.commands.options import add_generation_arguments, sampling_from, seeds_of

if TYPE_CHECKING:
    from generators.sampling.batch import Job
    from generators.sampling.compose import Generated
    from generators.sampling.piece_prompts import PiecePrompt

BARS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pieces", type=Path, nargs="+", metavar="PIECE", help="MIDI or MusicXML")
    add_generation_arguments(parser, pieces=1)
    parser.add_argument(
        "--prompt-bars", type=count, metavar="N", help="of each piece, from its beginning (default: all)"
    )
    parser.add_argument("--bars", type=count, default=BARS, help=f"to write after them (default: {BARS})")


def run(arguments: argparse.Namespace) -> None:
    from generators.checkpoints.opening import open_checkpoint
    from generators.files import read_piece
    from generators.files.reporting import tell
    from generators.sampling.batch import Generation, Job, generate_all, line, made_by
    from generators.sampling.complete import complete
    from generators.sampling.piece_prompts import piece_prompt

    sampling, bars = sampling_from(arguments), arguments.bars
    pieces = [read_piece(path) for path in arguments.pieces]
    tell({str(path): piece.changes for path, piece in zip(arguments.pieces, pieces, strict=True)})
    composer = open_checkpoint(arguments.checkpoint, arguments.device)
    engines, encoding = composer.engines, composer.encoding

    def make(jobs: Sequence[Job[PiecePrompt]]) -> Sequence[Generated]:
        return complete(engines, encoding, [job.prompt for job in jobs], [job.seed for job in jobs], sampling, bars)

    jobs = [
        Job(f"{composer.card.system}-{path.stem}-{seed}", seed, prompt)
        for path, piece in zip(arguments.pieces, pieces, strict=True)
        for prompt in [piece_prompt(piece, encoding, arguments.prompt_bars, composer.context)]
        for seed in seeds_of(arguments, pieces=1)
    ]
    about = made_by(composer, arguments.checkpoint, arguments.device) | {"bars": bars}
    for record in generate_all(arguments.out, jobs, arguments.batch, Generation(make, encoding, sampling, about)):
        sys.stdout.write(line(arguments.out, record) + "\n")
