"""Checkpoints: one file that explains itself, in the safetensors format, readable with or without torch.

The weights lie under their names; the header's metadata says which system, model, encoding, seed, data and split they
come from, and how training went.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from generators.encodings import ENCODINGS
from generators.encodings.chorale import ChoraleEncoding
from generators.errors import InputError
from generators.models import MODELS
from generators.models.recurrent import RecurrentModel

FORMAT = "musical-turing-test checkpoint 1"


@dataclass(frozen=True)
class Card:
    """What a checkpoint says of itself."""

    system: str
    model: dict[str, Any]  # its name in MODELS, and its configuration
    encoding: dict[str, Any]  # its name in ENCODINGS, and its configuration
    recipe: dict[str, Any]
    data: str  # the pieces, and their licence
    split: str
    seed: int
    epoch: int  # the one kept: best validation loss
    train_loss: float  # nats per token, with dropout, over that epoch
    valid_loss: float  # nats per token
    history: list[dict[str, float]] = field(default_factory=list)


def save_checkpoint(path: Path, model: RecurrentModel, card: Card) -> None:
    """Write the checkpoint aside, then put it in its place."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    weights = {name: tensor.detach().cpu().contiguous() for name, tensor in model.state_dict().items()}
    metadata = {"format": FORMAT, "card": json.dumps(asdict(card), sort_keys=True)}
    aside.write_bytes(_in_order(save(weights, metadata)))
    os.replace(aside, path)


def _in_order(data: bytes) -> bytes:
    """A safetensors file with its header's keys sorted: safetensors writes metadata in an order that chance decides."""
    size = int.from_bytes(data[:8], "little")
    header = json.dumps(json.loads(data[8 : 8 + size]), sort_keys=True).encode()
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header + data[8 + size :]


def read_card(path: Path) -> Card:
    """What the checkpoint says of itself. Raises InputError if it is missing, damaged or something else."""
    try:
        with safe_open(path, framework="np") as file:
            metadata = file.metadata() or {}
    except FileNotFoundError:
        raise InputError(f"no checkpoint at {path}") from None
    except (SafetensorError, OSError) as error:
        raise InputError(f"{path} is not a whole checkpoint: {error}") from None
    if metadata.get("format") != FORMAT:
        raise InputError(f"{path} is not a checkpoint of this project: its format is {metadata.get('format')!r}")
    try:
        return Card(**json.loads(metadata["card"]))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} has a damaged card: {error!r}") from None


def load_checkpoint(path: Path, device: str = "cpu") -> tuple[RecurrentModel, ChoraleEncoding, Card]:
    """The model ready to predict, its encoding and its card. Raises InputError as `read_card` does."""
    card = read_card(path)
    try:
        encoding = ENCODINGS[card.encoding["name"]](**_without_name(card.encoding))
        configuration, kind = MODELS[card.model["name"]]
        model = kind(configuration(**_without_name(card.model)))
        with safe_open(path, framework="pt") as file:
            model.load_state_dict({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118 - not a dict
    except (KeyError, TypeError, RuntimeError) as error:
        raise InputError(f"{path} is not as its card says: {' '.join(str(error).split())}") from None
    if not all(torch.isfinite(weights).all() for weights in model.state_dict().values()):
        raise InputError(f"{path} has weights that are not finite numbers")
    return model.to(torch.device(device)).eval(), encoding, card


def _without_name(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "name"}


def checkpoint_digest(path: Path) -> str:
    """The first 12 hexadecimal digits of the file's SHA-256: names a checkpoint in what it made."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
