"""What a training begins with in place of chance: a checkpoint of the same system, or GPT-2's weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from generators.checkpoints.card import NamedCheckpoint
from generators.checkpoints.file import checkpoint_digest, read_card
from generators.checkpoints.networks import load_checkpoint
from generators.checkpoints.records import model_record
from generators.encodings import settings_of
from generators.errors import InputError
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.gpt2 import load_gpt2
from generators.systems.system import System
from generators.training.resuming import differences


@dataclass(frozen=True, eq=False)
class Parent:
    named: NamedCheckpoint
    weights: Mapping[str, Tensor]


def checkpoint_parent(path: Path, system: System) -> Parent:
    """A checkpoint to go on from.

    Raises InputError if it cannot be read, or is of another system, encoding or size.
    """
    card = read_card(path)
    if card.system != system.name:
        raise InputError(f"{path} is a checkpoint of {card.system}, not of {system.name}")
    encodings = differences(settings_of(card.encoding), settings_of(system.encoding))
    if encodings:
        raise InputError(f"{path} has another encoding than the music ({', '.join(encodings)})")
    sizes = differences(model_record(card.model), model_record(system.model))
    if sizes:
        raise InputError(f"{path} is of another size ({', '.join(sizes)}): choose its preset")
    model, _ = load_checkpoint(path)
    return Parent(NamedCheckpoint(card.system, checkpoint_digest(path)), model.state_dict())


def gpt2_parent(path: Path, system: System) -> Parent:
    """GPT-2's weights, as Hugging Face publishes them, with new token embeddings from the recipe's seed.

    Raises InputError if the system's model is not of GPT-2's kind or the file not of its size.
    """
    if not isinstance(system.model, TransformerConfig):
        raise InputError(f"{system.name} is no transformer, and GPT-2's weights are of one")
    torch.manual_seed(system.recipe.seed)
    weights = load_gpt2(path, system.model).state_dict()
    return Parent(NamedCheckpoint("gpt2", checkpoint_digest(path)), weights)
