"""Counting in place of training: a model of a corpus in one pass, as a checkpoint like any other's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from generators.checkpoints.card import Card
from generators.checkpoints.file import read_card, write_checkpoint
from generators.checkpoints.records import origin_record
from generators.errors import InputError
from generators.models import architecture_of
from generators.models.architecture import Losses, Sequences
from generators.systems.system import System
from generators.training.data import Data
from generators.training.resuming import differences


def count_corpus(system: System, data: Data, folder: Path, report: Callable[[str], None]) -> Path:
    """Count the training part into `folder`/checkpoint.safetensors, whose path is returned.

    Losses on the card are nats per token of all pieces together, the training part's those of music that was counted.
    Raises InputError if a part is empty or the folder holds another checkpoint.
    """
    path = folder / "checkpoint.safetensors"
    _compare(path, system, data)
    architecture = architecture_of(system.model)
    weights = architecture.count(data.train)
    losses = architecture.losses(weights)
    card = Card(
        system=system.name,
        model=system.model,
        encoding=system.encoding,
        recipe=None,
        data=data.about,
        split=data.split,
        seed=system.recipe.seed,
        epoch=1,
        train_loss=_mean_loss(losses, data.train),
        valid_loss=_mean_loss(losses, data.valid),
    )
    folder.mkdir(parents=True, exist_ok=True)
    write_checkpoint(path, weights, card)
    numbers = sum(weight.size for weight in weights.values())
    report(f"{numbers:,} numbers  train {card.train_loss:.4f}  valid {card.valid_loss:.4f}")
    return path


def _compare(path: Path, system: System, data: Data) -> None:
    """Raises InputError if there is a checkpoint of other settings, which may have taken hours."""
    if not path.exists():
        return
    there = read_card(path)
    others = differences(
        origin_record(there.system, there.split, there.model, there.encoding, there.recipe),
        origin_record(system.name, data.split, system.model, system.encoding, None),
    )
    if others:
        raise InputError(f"{path.parent} holds another checkpoint ({', '.join(others)}). Choose another folder")


def _mean_loss(losses: Callable[[Sequences], list[Losses]], sequences: Sequences) -> float:
    """Nats per token over all sequences together, as a network's is."""
    if not sequences:
        raise InputError("no pieces to measure the loss on")
    return float(np.concatenate(losses(sequences)).mean())
