"""One step of a dense transformer on a device, its keys and values kept in place."""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from generators.errors import InputError
from generators.models.transformer.network import Block, TransformerModel

SPAN = 64  # places by which what it looks through grows


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
