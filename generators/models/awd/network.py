"""AWD-LSTM: an LSTM whose weights, inputs, layers and words are dropped, one mask for a whole sequence; Clara's model.

Source: S. Merity, N. Keskar and R. Socher, Regularizing and Optimizing LSTM Language Models, ICLR 2018, as in fast.ai
0.7, which Clara used (C. McLeavey Payne, 2018, train.py): dropped recurrent weights, variational dropout between
layers, dropped words of the embedding, activation regularization (AR) and temporal activation regularization (TAR), and
the embedding's weights used again in the output layer, whose input is as wide as the embedding.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn.functional import cross_entropy, dropout, embedding

from generators.models.awd.config import AwdConfig
from generators.models.network import LanguageModel, State

INITIAL = 0.1  # embedding weights begin within ± this


class AwdModel(LanguageModel):
    """An LSTM language model with the regularization of AWD-LSTM, all of it off when it is evaluated."""

    config: AwdConfig

    def __init__(self, config: AwdConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Parameter(torch.empty(config.vocabulary, config.embedding).uniform_(-INITIAL, INITIAL))
        widths = [config.embedding, *[config.hidden] * (config.layers - 1), config.embedding]
        self.layers = nn.ModuleList(nn.LSTM(below, above, batch_first=True) for below, above in pairwise(widths))
        self.bias = nn.Parameter(torch.zeros(config.vocabulary))

    def forward(self, tokens: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        activations, _, after = self._activations(tokens, state)
        return activations @ self.embedding.T + self.bias, after

    def losses(self, tokens: Tensor, targets: Tensor, state: State | None) -> tuple[Tensor, Tensor, State]:
        """The nats and, added to them, AR on the last layer's output after dropout and TAR on it before."""
        activations, plain, after = self._activations(tokens, state)
        logits = activations @ self.embedding.T + self.bias
        nats = cross_entropy(logits.float().flatten(0, 1), targets.flatten())
        minimized = nats + self.config.activation * activations.float().pow(2).mean()
        if tokens.shape[1] > 1:
            minimized = minimized + self.config.temporal_activation * plain.float().diff(dim=1).pow(2).mean()
        return nats, minimized, after

    def _activations(self, tokens: Tensor, state: State | None) -> tuple[Tensor, Tensor, State]:
        """(B, T, embedding) of the last layer after and before dropout, and the state to go on from."""
        config = self.config
        words: Tensor = self.embedding
        if self.training and config.drop_words:
            words = words * _mask(words.new_ones(len(words), 1), config.drop_words)
        x = self._dropped(embedding(tokens, words), config.drop_input)
        after: State = []
        plain = x
        for index, layer in enumerate(self.layers):
            recurrent = dropout(layer.get_parameter("weight_hh_l0"), config.drop_weights, self.training)
            given = (x, state[index] if state else None)
            plain, layer_state = functional_call(layer, {"weight_hh_l0": recurrent}, given)
            after.append(layer_state)
            last = index == config.layers - 1
            x = self._dropped(plain, config.drop_output if last else config.drop_between)
        return x, plain, after

    def _dropped(self, x: Tensor, probability: float) -> Tensor:
        """Variational dropout: the same units at every step of a row."""
        if not self.training or not probability:
            return x
        return x * _mask(x.new_ones(x.shape[0], 1, x.shape[2]), probability)


def _mask(ones: Tensor, probability: float) -> Tensor:
    return dropout(ones, probability)
