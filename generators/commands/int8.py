"""`python -m generators int8 CHECKPOINT`: whether its weights may be had in 8 bits."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generators.checkpoints.card import Card
from generators.checkpoints.file import read_card, read_weights, replace_card
from generators.checkpoints.int8 import Tokens, int8_loss_change
from generators.checkpoints.opening import INT8_GATE
from generators.corpora.chorales.scores import load_chorales
from generators.corpora.chorales.splits import load_split, pick
from generators.corpora.prepared.corpus import load_prepared
from generators.corpora.tokens import encode_normalized
from generators.errors import InputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help="the prepared one it was trained on; of chorales none is needed"
    )


def run(arguments: argparse.Namespace) -> None:
    path = arguments.checkpoint
    card = read_card(path)
    change = int8_loss_change(card.model, read_weights(path), _held_out(card, arguments.data))
    replace_card(path, replace(card, int8_loss_change=round(change, 6)))
    used = "used" if change <= INT8_GATE else "not used"
    sys.stdout.write(f"{path}: 8-bit weights add {change:+.4f} nats per token: {used} on CPUs\n")


def _held_out(card: Card, folder: Path | None) -> Sequence[Tokens]:
    """What the model was validated on. Raises InputError if the folder is not the one it learned from."""
    if folder is None:
        return encode_normalized(pick(load_chorales(), load_split(card.split).valid), card.encoding)
    prepared = load_prepared(folder)
    if (prepared.encoding, prepared.split) != (card.encoding, card.split):
        raise InputError(f"{folder} is split {prepared.split!r}, {card.system} learned from {card.split!r}")
    return prepared.pieces("valid")
