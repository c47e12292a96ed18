"""One step of a recurrent model on a device, its state kept in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import torch
from torch import Tensor, nn

from generators.models.recurrent.network import RecurrentModel

CELLS: dict[str, Callable[..., Any]] = {"lstm": torch.lstm_cell, "gru": torch.gru_cell, "rnn": torch.rnn_tanh_cell}


class RecurrentStep:
    def __init__(self, model: RecurrentModel, rows: int) -> None:
        self._model = model
        self._cell = CELLS[model.config.cell]
        like = model.output.weight
        one_hot = torch.eye(model.config.vocabulary, dtype=like.dtype, device=like.device)
        self._table = one_hot if model.embedding is None else model.embedding.weight
        parts = 2 if model.config.cell == "lstm" else 1  # the hidden state, and the LSTM's cell state
        self._states = [like.new_zeros(parts, rows, model.config.hidden) for _ in model.layers]

    def begin(self) -> None:
        for state in self._states:
            state.zero_()

    def span(self, place: int) -> int:
        del place
        return 0

    def logits(self, tokens: Tensor, place: Tensor, span: int) -> Tensor:
        del place, span
        x = self._table[tokens]
        for layer, norm, state in zip(self._model.layers, self._model.norms, self._states, strict=True):
            weights = cast(nn.RNNBase, layer).all_weights[0]
            after = self._cell(x, tuple(state) if len(state) == 2 else state[0], *weights)
            for kept, new in zip(state, after if len(state) == 2 else (after,), strict=True):
                kept.copy_(new)
            x = norm(state[0])
        return cast(Tensor, self._model.output(x))
