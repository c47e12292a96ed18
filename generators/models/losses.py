"""The loss of a model on whole pieces."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from generators.models.architecture import Losses, Sequences
from generators.models.network import LanguageModel, State
from generators.models.rows import padded_batches, window_batches

AT_ONCE = 1024  # tokens of a piece
LOGITS = 1 << 26  # at once, over all pieces: what a large vocabulary needs in memory is bounded


@torch.no_grad()
def token_losses(model: LanguageModel, sequences: Sequences, batch: int = 32) -> list[Losses]:
    """For each sequence the loss of each token after its first, in nats; each starts from the empty state.

    The chain rule over a piece: their sum is -ln p(piece | START). A model with a context reads a piece that is longer
    in windows that overlap by half: a token beyond the first window has at least half a context before it.
    """
    model.eval()
    context = model.config.context_length
    if context is not None:
        return _by_windows(model, sequences, context, batch)
    device = next(model.parameters()).device
    losses: dict[int, Losses] = {}
    for rows, tokens, lengths in padded_batches(sequences, batch):
        nats = _by_state(model, tokens.to(device), lengths.to(device)).cpu().double()
        for number, row in enumerate(rows):
            losses[row] = nats[number, : lengths[number] - 1].numpy()
    return [losses[index] for index in range(len(sequences))]


def mean_loss(model: LanguageModel, sequences: Sequences) -> float:
    """Nats per token over all sequences together (a micro average)."""
    return float(np.concatenate(token_losses(model, sequences)).mean())


def _by_state(model: LanguageModel, tokens: Tensor, lengths: Tensor) -> Tensor:
    """(B, T) tokens of so many lengths, ascending → (B, T - 1) nats of each after the first, 0 beyond a length."""
    nats = torch.zeros(len(tokens), tokens.shape[1] - 1, device=tokens.device)
    at_once = max(min(AT_ONCE, LOGITS // (len(tokens) * model.config.vocabulary)), 1)
    state: State | None = None
    rows = torch.arange(len(tokens), device=tokens.device)
    for start in range(0, nats.shape[1], at_once):
        going_on = lengths[rows] - 1 > start
        state = model.selected(state, going_on.nonzero()[:, 0]) if state else None
        rows = rows[going_on]
        stretch = tokens[rows, start : start + at_once + 1]
        logits, state = model(stretch[:, :-1], state)
        nats[rows, start : start + at_once] = _nats(logits, stretch[:, 1:])
    return nats


def _by_windows(model: LanguageModel, sequences: Sequences, context: int, batch: int) -> list[Losses]:
    step = max(context // 2, 1)
    known = context - step  # targets of a window that the one before has counted
    places = [
        (index, start)
        for index, sequence in enumerate(sequences)
        if len(sequence) > 1
        for start in range(0, max(len(sequence) - 1 - known, 1), step)
    ]
    places.sort(key=lambda place: len(sequences[place[0]]) - place[1])  # those of like length together
    device = next(model.parameters()).device
    batch = max(min(batch, LOGITS // (context * model.config.vocabulary)), 1)
    losses = [np.zeros(len(sequence) - 1) for sequence in sequences]
    read = iter(places)
    for inputs, targets in window_batches(sequences, places, batch, context):
        logits, _ = model(inputs.to(device))
        for nats, (index, start) in zip(_nats(logits, targets.to(device)).cpu().double().numpy(), read, strict=False):
            first = known if start else 0
            counted = losses[index][start + first : start + context]
            counted[:] = nats[first : first + len(counted)]
    return losses


def _nats(logits: Tensor, targets: Tensor) -> Tensor:
    """(B, T, vocabulary), (B, T) → (B, T) nats of each target."""
    return cross_entropy(logits.float().transpose(1, 2), targets, reduction="none")
