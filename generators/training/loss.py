"""The loss of a model on whole pieces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from generators.models.recurrent import RecurrentModel
from generators.training.batches import padded_batches


@torch.no_grad()
def token_losses(
    model: RecurrentModel, sequences: Sequence[NDArray[np.int64]], batch: int = 32
) -> list[NDArray[np.float64]]:
    """For each sequence the loss of each token after its first, in nats; each starts from the empty state.

    The chain rule over a piece: their sum is -ln p(piece | START).
    """
    model.eval()
    device = next(model.parameters()).device
    losses: dict[int, NDArray[np.float64]] = {}
    for rows, tokens, lengths in padded_batches(sequences, batch):
        logits, _ = model(tokens[:, :-1].to(device))
        nats = cross_entropy(logits.float().transpose(1, 2), tokens[:, 1:].to(device), reduction="none").cpu().double()
        for number, row in enumerate(rows):
            losses[row] = nats[number, : lengths[number] - 1].numpy()
    return [losses[index] for index in range(len(sequences))]


def mean_loss(model: RecurrentModel, sequences: Sequence[NDArray[np.int64]]) -> float:
    """Nats per token over all sequences together (a micro average)."""
    return float(np.concatenate(token_losses(model, sequences)).mean())
