"""Checkpoints of torch's networks."""

from __future__ import annotations

from pathlib import Path

import torch

from generators.checkpoints.card import Card
from generators.checkpoints.file import fitting, read_card, read_weights, write_checkpoint
from generators.models import architecture_of
from generators.models.network import LanguageModel


def save_checkpoint(path: Path, model: LanguageModel, card: Card) -> None:
    """Write the checkpoint whole; its weights in half precision, half the size."""
    weights = {name: _stored(tensor.detach().cpu()).numpy() for name, tensor in model.state_dict().items()}
    write_checkpoint(path, weights, card)


def _stored(tensor: torch.Tensor) -> torch.Tensor:
    """As float16 unless that is too small."""
    half = tensor.half() if tensor.is_floating_point() else tensor
    return (half if half.isfinite().all() else tensor).contiguous()


def load_checkpoint(path: Path, device: str = "cpu") -> tuple[LanguageModel, Card]:
    """The network ready to predict, and its card. Raises InputError as `read_card` and `read_weights` do."""
    card = read_card(path)
    weights = read_weights(path)
    with fitting(path):
        model = architecture_of(card.model).loaded(weights)
    return model.to(torch.device(device)), card
