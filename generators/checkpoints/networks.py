"""Checkpoints and torch's models: see generators/checkpoints.py."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save

from generators.checkpoints.card import Card
from generators.checkpoints.file import FORMAT, read_card, stored_encoding, without_name
from generators.encodings import Encoding
from generators.errors import InputError
from generators.files.writing import write_whole
from generators.models import MODELS
from generators.models.network import LanguageModel


def save_checkpoint(path: Path, model: LanguageModel, card: Card) -> None:
    """Write the checkpoint, whole or not at all; its weights in half precision, half the size."""
    weights = {name: _stored(tensor.detach().cpu()) for name, tensor in model.state_dict().items()}
    metadata = {"format": FORMAT, "card": json.dumps(asdict(card), sort_keys=True)}
    write_whole(path, _in_order(save(weights, metadata)))


def _stored(tensor: torch.Tensor) -> torch.Tensor:
    """A copy, because the format has no word for weights that two layers share; as float16 unless that is too small."""
    half = tensor.half() if tensor.is_floating_point() else tensor
    return (half if half.isfinite().all() else tensor).clone().contiguous()


def _in_order(data: bytes) -> bytes:
    """A safetensors file with its header's keys sorted: safetensors writes metadata in an order that chance decides."""
    size = int.from_bytes(data[:8], "little")
    header = json.dumps(json.loads(data[8 : 8 + size]), sort_keys=True).encode()
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header + data[8 + size :]


def load_checkpoint(path: Path, device: str = "cpu") -> tuple[LanguageModel, Encoding, Card]:
    """The model ready to predict, its encoding and its card. Raises InputError as `read_card` does."""
    card = read_card(path)
    try:
        encoding = stored_encoding(card)
        configuration, kind = MODELS[card.model["name"]]
        model = kind(configuration(**without_name(card.model)))
        with safe_open(path, framework="pt") as file:
            model.load_state_dict({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118 - not a dict
    except (KeyError, TypeError, RuntimeError) as error:
        raise InputError(f"{path} is not as its card says: {' '.join(str(error).split())}") from None
    if not all(torch.isfinite(weights).all() for weights in model.state_dict().values()):
        raise InputError(f"{path} has weights that are not finite numbers")
    return model.to(torch.device(device)).eval(), encoding, card
