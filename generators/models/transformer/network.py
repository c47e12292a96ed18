"""Transformer language models: maia's GPT and GPT-2, dense or with sparse attention.

Sources: A. Radford et al., "Improving language understanding by generative pre-training" (2018) and "Language models
are unsupervised multitask learners" (2019): learned positions, blocks of masked self-attention and a feed-forward layer
with GELU. Layer normalization stands before each, as in GPT-2. Sparse patterns: see sparse.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from generators.errors import InputError
from generators.models.network import LanguageModel, State
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.sparse import pattern_of

Past = tuple[Tensor, Tensor]  # keys and values of a layer, (B, heads, past, width of a head) each
ADDED = ("attention.output.weight", "feed_forward.2.weight")  # the weights of what is added to a block's input


class Attention(nn.Module):
    """Masked multi-head self-attention."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.pattern = pattern_of(config)
        self.queries_keys_values = nn.Linear(config.width, 3 * config.width)
        self.output = nn.Linear(config.width, config.width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, past: Past | None, times: Tensor) -> tuple[Tensor, Past]:
        """(B, T, width) after attention, and the keys and values of past and present.

        times: (B, past + T) the step at which each token stands, for patterns that look at it.
        """
        split = self.queries_keys_values(x).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        queries, keys, values = split.unbind(0)  # (B, heads, T, width / heads)
        if past is not None:
            keys, values = torch.cat([past[0], keys], dim=2), torch.cat([past[1], values], dim=2)
        mixed = self._attend(queries, keys, values, times)
        return self.dropout(self.output(mixed.transpose(1, 2).flatten(2))), (keys, values)

    def _attend(self, queries: Tensor, keys: Tensor, values: Tensor, times: Tensor) -> Tensor:
        new, all_ = queries.shape[2], keys.shape[2]
        if self.pattern is None:
            if new == all_ or new == 1:
                return scaled_dot_product_attention(queries, keys, values, is_causal=new == all_)
            mask = torch.ones(new, all_, dtype=torch.bool, device=queries.device).tril(all_ - new)
            return scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
        if new == all_:
            return self.pattern.attend(queries, keys, values, times)
        mask = self.pattern.mask(times)[:, all_ - new :]
        return scaled_dot_product_attention(queries, keys, values, attn_mask=mask[:, None])


class Block(nn.Module):
    """Attention, then a feed-forward layer, each added to what it was given."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(config.width)
        self.attention = Attention(config)
        self.feed_forward_norm = nn.LayerNorm(config.width)
        self.feed_forward = nn.Sequential(
            nn.Linear(config.width, config.feed_forward),
            nn.GELU(approximate="tanh"),
            nn.Linear(config.feed_forward, config.width),
            nn.Dropout(config.dropout),
        )

    def forward(self, x: Tensor, past: Past | None, times: Tensor) -> tuple[Tensor, Past]:
        mixed, present = self.attention(self.attention_norm(x), past, times)
        x = x + mixed
        return x + self.feed_forward(self.feed_forward_norm(x)), present


class TransformerModel(LanguageModel):
    """Predicts each token from those before it, within its context."""

    config: TransformerConfig
    advance: Tensor  # (vocabulary,) steps

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.config = config
        self.tokens = nn.Embedding(config.vocabulary, config.width)
        self.positions = nn.Embedding(config.context, config.width)
        self.dropout = nn.Dropout(config.dropout)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.width)
        self.output = nn.Linear(config.width, config.vocabulary, bias=False)
        self.output.weight = self.tokens.weight
        self.register_buffer("advance", torch.tensor(config.advance or (0,) * config.vocabulary), persistent=False)
        self.apply(_initialize)
        for name, weight in self.named_parameters():
            if name.endswith(ADDED):  # GPT-2: what each of 2 · layers adds is scaled down
                nn.init.normal_(weight, std=0.02 / math.sqrt(2 * config.layers))

    # A state is the tokens so far, (B, past), then each layer's past.
    def forward(self, tokens: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """See LanguageModel. Raises InputError if past and present tokens are more than the context."""
        before, past = _parts(state, len(self.blocks))
        begin = 0 if before is None else before.shape[1]
        if begin + tokens.shape[1] > self.config.context:
            raise InputError(f"{begin + tokens.shape[1]} tokens are more than the context of {self.config.context}")
        seen = tokens if before is None else torch.cat([before, tokens], dim=1)
        moved = self.advance[seen]
        times = moved.cumsum(1) - moved  # the step at which each token stands
        positions = torch.arange(begin, begin + tokens.shape[1], device=tokens.device)
        x = self.dropout(self.tokens(tokens) + self.positions(positions))
        after: State = [seen]
        for block, its_past in zip(self.blocks, past, strict=True):
            x, present = block(x, its_past, times)
            after.append(present)
        return self.output(self.norm(x)), after

    def selected(self, state: State, rows: Tensor) -> State:
        return [(part[0][rows], part[1][rows]) if isinstance(part, tuple) else part[rows] for part in state]


def _parts(state: State | None, layers: int) -> tuple[Tensor | None, Sequence[Past | None]]:
    """The tokens so far, and each layer's past."""
    if not state:
        return None, [None] * layers
    before, *past = state
    return cast(Tensor, before), cast(list[Past], past)


def _initialize(module: nn.Module) -> None:
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear) and module.bias is not None:
        nn.init.zeros_(module.bias)
