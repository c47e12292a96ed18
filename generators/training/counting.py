"""Counting in place of training: an n-gram model of a corpus, as a checkpoint like any other's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from generators.checkpoints.card import Card
from generators.checkpoints.counted import save_ngram
from generators.checkpoints.file import read_card
from generators.encodings import settings_of
from generators.errors import InputError
from generators.ngram.model import NGram, NGramConfig, counted, smoothed
from generators.systems.system import System
from generators.training.batches import Sequences
from generators.training.loop import Data
from generators.training.resuming import differences


def count_corpus(system: System, config: NGramConfig, data: Data, folder: Path, report: Callable[[str], None]) -> Path:
    """Count the training part into `folder`/checkpoint.safetensors, whose path is returned.

    config: the system's model. Losses on the card are nats per token of all pieces together, the training part's those
    of music that was counted. Raises InputError if a part is empty or the folder holds another checkpoint.
    """
    path = folder / "checkpoint.safetensors"
    settings: dict[str, Any] = {
        "system": system.name,
        "split": data.split,
        "model": {"name": config.name, **asdict(config)},
        "encoding": settings_of(system.encoding),
    }
    _compare(path, settings)
    tables = counted(data.train, config)
    ngram = smoothed(tables, config)
    card = Card(
        **settings,
        recipe={},
        data=data.about,
        seed=system.recipe.seed,
        epoch=1,
        train_loss=_mean_loss(ngram, data.train),
        valid_loss=_mean_loss(ngram, data.valid),
    )
    folder.mkdir(parents=True, exist_ok=True)
    save_ngram(path, tables, card)
    grams = sum(len(table.grams) for table in tables)
    report(f"{grams:,} n-grams  train {card.train_loss:.4f}  valid {card.valid_loss:.4f}")
    return path


def _compare(path: Path, settings: dict[str, Any]) -> None:
    """Raises InputError if there is a checkpoint of other settings, which may have taken hours."""
    if not path.exists():
        return
    there = asdict(read_card(path))
    others = differences({name: there[name] for name in settings}, settings)
    if others:
        raise InputError(f"{path.parent} holds another checkpoint ({', '.join(others)}). Choose another folder")


def _mean_loss(model: NGram, sequences: Sequences) -> float:
    """Nats per token over all sequences together, as a network's is."""
    losses = [model.losses(sequence) for sequence in sequences]
    if not losses:
        raise InputError("no pieces to measure the loss on")
    return float(np.concatenate(losses).mean())
