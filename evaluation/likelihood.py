"""How well a model predicts music it has not learned from: its loss, in nats.

Per token: all tokens but START together (a micro average), each piece from the empty state. Per note: the sum over all
tokens, fermatas, delimiters and END included, over four notes a sixteenth, so that encodings of the same music can be
held against each other. Nothing is given for free: no token is left out of the sum.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from generators.corpora.chorales import load_chorales
from generators.corpora.splits import PARTS, load_split, pick
from generators.corpora.tokens import encode_normalized
from generators.encodings.chorale import FRAME, ChoraleEncoding
from generators.errors import InputError
from generators.models.recurrent import RecurrentModel
from generators.pieces import Piece
from generators.training.checkpoints import load_checkpoint
from generators.training.loss import token_losses

RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Likelihood:
    nats_per_token: float
    low: float  # 95 % interval of nats per token, by resampling pieces
    high: float
    nats_per_frame: float  # a sixteenth
    nats_per_note: float  # a quarter of that
    tokens: int
    pieces: int


def likelihood(model: RecurrentModel, encoding: ChoraleEncoding, pieces: Sequence[Piece], seed: int = 1) -> Likelihood:
    """The model's loss on the pieces, in C major or A minor. Raises InputError for no pieces."""
    if not pieces:
        raise InputError("no pieces to predict")
    sequences = encode_normalized(pieces, encoding)
    losses = token_losses(model, sequences)
    nats = np.array([loss.sum() for loss in losses])
    tokens = np.array([len(loss) for loss in losses])
    frames = sum(int((sequence == FRAME).sum()) for sequence in sequences)
    drawn = np.random.default_rng(seed).integers(len(pieces), size=(RESAMPLES, len(pieces)))
    low, high = np.percentile(nats[drawn].sum(axis=1) / tokens[drawn].sum(axis=1), [2.5, 97.5])
    return Likelihood(
        nats_per_token=float(nats.sum() / tokens.sum()),
        low=float(low),
        high=float(high),
        nats_per_frame=float(nats.sum() / frames),
        nats_per_note=float(nats.sum() / frames / 4),
        tokens=int(tokens.sum()),
        pieces=len(pieces),
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    model, encoding, card = load_checkpoint(arguments.checkpoint)
    split, chorales = load_split(card.split), load_chorales()
    parts = {part: pick(chorales, getattr(split, part)) for part in PARTS if getattr(split, part)}
    results = {part: likelihood(model, encoding, pieces) for part, pieces in parts.items()}
    if arguments.json:
        sys.stdout.write(json.dumps({part: asdict(result) for part, result in results.items()}, indent=1) + "\n")
        return
    sys.stdout.write(f"{card.system}, {card.split}, epoch {card.epoch}\n")
    sys.stdout.write("part   pieces   tokens  nats/token  95 % interval  nats/frame  nats/note\n")
    for part, result in results.items():
        sys.stdout.write(
            f"{part:5}  {result.pieces:6}  {result.tokens:7,}  {result.nats_per_token:10.4f}  "
            f"{result.low:.4f}-{result.high:.4f}  {result.nats_per_frame:10.3f}  {result.nats_per_note:9.4f}\n"
        )
