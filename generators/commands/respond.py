"""`python -m generators respond CALL…`: calls of drums or melodies answered with responses exactly as long."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generators.commands.options import add_generation_arguments, sampling_from, seeds_of

if TYPE_CHECKING:
    from generators.sampling.batch import Job
    from generators.sampling.compose import Generated
    from generators.sampling.piece_prompts import PiecePrompt


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("calls", type=Path, nargs="+", metavar="CALL", help="MIDI or MusicXML, of whole bars")
    add_generation_arguments(parser, pieces=1)


def run(arguments: argparse.Namespace) -> None:
    from generators.checkpoints.opening import open_checkpoint
    from generators.files import read_piece
    from generators.files.reporting import tell
    from generators.files.table import csv_text
    from generators.files.writing import write_whole
    from generators.sampling.batch import Generation, Job, generate_all, line, made_by
    from generators.sampling.complete import respond
    from generators.sampling.piece_prompts import piece_prompt

    sampling = sampling_from(arguments)
    calls = [read_piece(path) for path in arguments.calls]
    tell({str(path): call.changes for path, call in zip(arguments.calls, calls, strict=True)})
    composer = open_checkpoint(arguments.checkpoint, arguments.device)
    engines, encoding = composer.engines, composer.encoding

    def make(jobs: Sequence[Job[PiecePrompt]]) -> Sequence[Generated]:
        return respond(engines, encoding, [job.prompt for job in jobs], [job.seed for job in jobs], sampling)

    jobs = [
        Job(f"{composer.card.system}-{path.stem}-{seed}", seed, prompt)
        for path, call in zip(arguments.calls, calls, strict=True)
        for prompt in [piece_prompt(call, encoding, context=composer.context)]
        for seed in seeds_of(arguments, pieces=1)
    ]
    about = made_by(composer, arguments.checkpoint, arguments.device)
    records = generate_all(arguments.out, jobs, arguments.batch, Generation(make, encoding, sampling, about))
    rows: list[tuple[object, ...]] = [("response", "seed", "steps", "log_likelihood", "log_likelihood_per_step")]
    for record in records:
        nats = record["log_likelihood"]
        rows.append((record["file"], record["seed"], record["steps"], nats["sum"], nats["per_step"]))
        sys.stdout.write(f"{line(arguments.out, record)}, {-nats['sum']:.1f} in all\n")
    write_whole(arguments.out / "responses.csv", csv_text(rows).encode())
