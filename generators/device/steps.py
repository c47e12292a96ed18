"""One step of a model in torch, its state kept in place: no shape changes from step to step."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Protocol, cast

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from generators.errors import InputError
from generators.models.network import LanguageModel
from generators.models.recurrent.network import RecurrentModel
from generators.models.transformer.network import Block, TransformerModel

SPAN = 64  # places by which what a transformer looks through grows
CELLS: dict[str, Callable[..., Any]] = {"lstm": torch.lstm_cell, "gru": torch.gru_cell, "rnn": torch.rnn_tanh_cell}


class Step(Protocol):
    """One token of a model for every row, its state kept in place."""

    def begin(self) -> None:
        """Forget what was read."""

    def span(self, place: int) -> int:
        """What `logits` must be told at this place; steps of the same span do the same."""

    def logits(self, tokens: Tensor, place: Tensor, span: int) -> Tensor:
        """(B, vocabulary) after the tokens, (B,), at the place, (1,)."""


def static_step(model: LanguageModel, rows: int, length: int) -> Step:
    """The step of a model for B rows of at most so many tokens.

    Raises InputError for a model that has none, and for more tokens than its context.
    """
    if isinstance(model, RecurrentModel):
        return RecurrentStep(model, rows)
    if isinstance(model, TransformerModel) and model.config.attention == "dense":
        return TransformerStep(model, rows, length)
    raise InputError(f"no step on a device for a model {model.config.name!r}: there are recurrent, (dense) transformer")


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


class TransformerStep:
    def __init__(self, model: TransformerModel, rows: int, length: int) -> None:
        config = model.config
        if length > config.context:
            raise InputError(f"{length} tokens are more than the context of {config.context}")
        self._model = model
        like = model.output.weight
        places = math.ceil(length / SPAN) * SPAN
        shape = (2, rows, config.heads, places, config.width // config.heads)
        self._caches = [like.new_zeros(shape) for _ in model.blocks]  # keys and values
        self._places = torch.arange(places, device=like.device)

    def begin(self) -> None:
        """Nothing to do: what lies after the place is not looked at."""

    def span(self, place: int) -> int:
        return (place // SPAN + 1) * SPAN

    def logits(self, tokens: Tensor, place: Tensor, span: int) -> Tensor:
        hidden = torch.where(self._places[:span] <= place, 0.0, -math.inf).to(self._caches[0].dtype)
        x = self._model.tokens(tokens) + self._model.positions(place)
        for block, cache in zip(self._model.blocks, self._caches, strict=True):
            x = _through(cast(Block, block), x, cache, place, hidden[None, None, None])
        return cast(Tensor, self._model.output(self._model.norm(x)))


def _through(block: Block, x: Tensor, cache: Tensor, place: Tensor, hidden: Tensor) -> Tensor:
    """(B, width) after the block, whose cache takes in this place's keys and values."""
    attention = block.attention
    split = attention.queries_keys_values(block.attention_norm(x)).unflatten(1, (3, attention.heads, 1, -1))
    queries, *new = split.unbind(1)  # (B, heads, 1, width of a head)
    for kept, value in zip(cache, new, strict=True):
        kept.index_copy_(2, place, value)
    keys, values = cache[:, :, :, : hidden.shape[3]]
    mixed = scaled_dot_product_attention(queries, keys, values, attn_mask=hidden)
    x = x + attention.output(mixed.flatten(1))
    return cast(Tensor, x + block.feed_forward(block.feed_forward_norm(x)))
