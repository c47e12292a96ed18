"""Stacked recurrent language models: BachBot's architecture, and maia's.

Source: F. Liang, BachBot (MPhil thesis, Cambridge, 2016), chapter 4 and appendix 3: an embedding, then layers of LSTM,
each followed by batch normalization and dropout, then a linear layer. maia (UC Berkeley CS282, 2019; its code
LSTM/model.py): one-hot tokens, no batch normalization, dropout before the linear layer only.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot

from generators.models.network import LanguageModel, State
from generators.models.recurrent.config import RecurrentConfig

CELLS: dict[str, type[nn.LSTM] | type[nn.GRU] | type[nn.RNN]] = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


class RecurrentModel(LanguageModel):
    """Layers of one recurrent cell."""

    config: RecurrentConfig

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.embedding) if config.embedding else None
        widths = [config.embedding or config.vocabulary, *[config.hidden] * config.layers]
        self.layers = nn.ModuleList(
            CELLS[config.cell](below, above, batch_first=True) for below, above in pairwise(widths)
        )
        self.norms = nn.ModuleList(
            nn.BatchNorm1d(config.hidden) if config.batch_norm else nn.Identity() for _ in range(config.layers)
        )
        self.dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(config.hidden, config.vocabulary)

    def forward(self, tokens: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        x = self._vectors(tokens)  # (B, T, embedding)
        after: State = []
        for index, (layer, norm) in enumerate(zip(self.layers, self.norms, strict=True)):
            x, layer_state = layer(x, state[index] if state else None)  # (B, T, hidden)
            after.append(layer_state)
            x = norm(x.flatten(0, 1)).view_as(x)
            if self.config.dropout_between or index == self.config.layers - 1:
                x = self.dropout(x)
        return self.output(x), after

    def _vectors(self, tokens: Tensor) -> Tensor:
        if self.embedding is None:
            return one_hot(tokens, self.config.vocabulary).to(self.output.weight.dtype)
        return torch.as_tensor(self.embedding(tokens))
