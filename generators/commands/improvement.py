"""`python -m generators improvement RUN`: how the music improves with training, as a picture."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.command_line import count, seed
from generators.commands.options import add_device_argument

BARS = 8  # of four quarters: 128 steps, as Deep Jammer's


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="RUN", help="a folder that `train --keep-every N` wrote")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="of the picture, .svg")
    parser.add_argument("--bars", type=count, default=BARS, help=f"of four quarters (default: {BARS})")
    parser.add_argument("--seed", type=seed, default=1, help="(default: 1)")
    add_device_argument(parser)


def run(arguments: argparse.Namespace) -> None:
    from generators.inspection.improvement import stages, write_stages

    composed = []
    for stage in stages(arguments.folder, arguments.seed, 4 * arguments.bars, arguments.device):
        sys.stderr.write(f"epoch {stage.epoch}\n")
        composed.append(stage)
    write_stages(composed, arguments.out)
    sys.stdout.write(f"{arguments.out}\n")
