"""`python -m generators int8 CHECKPOINT`: whether its weights may be had in 8 bits."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generators.corpora.opening import add_data_argument, open_learned_corpus

if TYPE_CHECKING:
    from generators.checkpoints.card import Card
    from generators.checkpoints.int8 import Tokens


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoint", type=Path)
    add_data_argument(parser, default="the chorales, of a checkpoint that learned from them")


def run(arguments: argparse.Namespace) -> None:
    from generators.checkpoints.file import read_card, read_weights, replace_card
    from generators.checkpoints.int8 import int8_loss_change
    from generators.checkpoints.opening import INT8_GATE

    path = arguments.checkpoint
    card = read_card(path)
    change = int8_loss_change(card.model, read_weights(path), _held_out(card, arguments.data))
    replace_card(path, replace(card, int8_loss_change=round(change, 6)))
    used = "used" if change <= INT8_GATE else "not used"
    sys.stdout.write(f"{path}: 8-bit weights add {change:+.4f} nats per token: {used} on CPUs\n")


def _held_out(card: Card, text: str | None) -> Sequence[Tokens]:
    """What the model was validated on. Raises InputError if the corpus is not the one it learned from."""
    from generators.corpora.corpus import VALID

    corpus = open_learned_corpus(text, card.split)
    return [*corpus.tokens(VALID, card.encoding).values()]
