"""Sparse attention: which earlier tokens a token looks at, and how that is computed without looking at the others.

Source: R. Child et al., "Generating long sequences with sparse transformers" (2019), both of whose patterns maia
tried, and a pattern of our own for music.

- strided: the `stride` tokens up to itself, and those a multiple of `stride` before it.
- fixed: its own block of `stride` tokens, and the last `summary` tokens of each earlier block.
- bar: the `stride` tokens up to itself, and in each of the last eight bars the `summary` tokens from the same place in
  the bar on. Where a token stands follows from how far each token moves time on.

Given as a mask to dense attention, these skip nothing: nearly every block of the matrix holds a live element. Here
strided attention is cut into two parts that are dense by themselves (a band of blocks, and the columns of the matrix
put in order), whose scores stand side by side in one softmax; in the others, a block of queries is given the keys that
any of its queries looks at. `mask` is the definition, for a few queries at a time and for tests.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, unflatten
from torch.nn.functional import embedding, pad, scaled_dot_product_attention

from generators.models.transformer.config import TransformerConfig

BLOCK = 64  # queries that the bar pattern computes together
BARS = 8  # that the bar pattern looks back


class Pattern(Protocol):
    def mask(self, times: Tensor) -> Tensor:
        """(B, N, N) whether a query (row) looks at a key (column); times: (B, N) the step of each token."""

    def attend(self, queries: Tensor, keys: Tensor, values: Tensor, times: Tensor) -> Tensor:
        """(B, heads, N, D) the values mixed for each query, all (B, heads, N, D): dense attention under the mask."""


@dataclass(frozen=True, slots=True)
class Strided:
    stride: int

    def mask(self, times: Tensor) -> Tensor:
        distance = _distances(times.shape[1], times.device)
        live = (distance >= 0) & ((distance < self.stride) | (distance % self.stride == 0))
        return live.expand(len(times), -1, -1)

    def attend(self, queries: Tensor, keys: Tensor, values: Tensor, times: Tensor) -> Tensor:
        del times
        length, width = queries.shape[2], queries.shape[3]
        q, k, v = (_filled(x, self.stride) for x in (queries, keys, values))
        near, near_values = _band(q, k, v, self.stride)
        columns = [unflatten(x, 2, (-1, self.stride)).transpose(2, 3) for x in (q, k, v)]  # (B, heads, stride, rows, D)
        far = columns[0] @ columns[1].transpose(3, 4)  # (B, heads, stride, rows, rows)
        rows = far.shape[4]
        far = far.masked_fill(torch.ones(rows, rows, dtype=torch.bool, device=q.device).triu(), -math.inf)
        far = far.transpose(2, 3)  # (B, heads, rows, stride, rows): a block of queries, its places, earlier rows
        weights = torch.cat([near, far], dim=4).div(math.sqrt(width)).softmax(dim=4)
        mixed: Tensor = weights[..., : near.shape[4]] @ near_values
        mixed = mixed + (weights[..., near.shape[4] :].transpose(2, 3) @ columns[2]).transpose(2, 3)
        return mixed.flatten(2, 3)[:, :, :length]


@dataclass(frozen=True, slots=True)
class Fixed:
    stride: int
    summary: int

    def mask(self, times: Tensor) -> Tensor:
        places = torch.arange(times.shape[1], device=times.device)
        same = places[:, None] // self.stride == places // self.stride
        live = (places[:, None] >= places) & (same | (places % self.stride >= self.stride - self.summary))
        return live.expand(len(times), -1, -1)

    def attend(self, queries: Tensor, keys: Tensor, values: Tensor, times: Tensor) -> Tensor:
        del times
        length = queries.shape[2]
        starts = torch.arange(0, length, self.stride, device=queries.device)
        own = starts[:, None] + torch.arange(self.stride, device=queries.device)  # (blocks, stride)
        told = own[:, -self.summary :].flatten().expand(len(own), -1)  # (blocks, blocks · summary)
        causal = torch.ones(self.stride, self.stride, dtype=torch.bool, device=queries.device).tril()
        earlier = (told < starts[:, None])[:, None].expand(-1, self.stride, -1)
        live = torch.cat([causal.expand(len(own), -1, -1), earlier], dim=2)
        seen = torch.cat([own, told], dim=1)
        return _by_blocks(
            queries, keys, values, seen.expand(len(queries), -1, -1), live.expand(len(queries), -1, -1, -1)
        )


@dataclass(frozen=True, slots=True)
class Bar:
    stride: int
    summary: int
    bar: int  # steps

    def mask(self, times: Tensor) -> Tensor:
        distance = _distances(times.shape[1], times.device)
        live = ((distance >= 0) & (distance < self.stride)).expand(len(times), -1, -1)
        places = torch.arange(times.shape[1], device=times.device)
        for first, last in zip(*(ends.unbind(2) for ends in self._windows(times)), strict=True):
            live = live | ((places >= first[..., None]) & (places < last[..., None]))
        return live

    def attend(self, queries: Tensor, keys: Tensor, values: Tensor, times: Tensor) -> Tensor:
        length, device = queries.shape[2], queries.device
        own = unflatten(torch.arange(length + -length % BLOCK, device=device), 0, (-1, BLOCK))  # queries by blocks
        near = own[:, :1] + torch.arange(1 - self.stride, BLOCK, device=device)  # (blocks, stride + BLOCK - 1)
        distance = own[:, :, None] - near[:, None]
        live = ((distance >= 0) & (distance < self.stride) & (near[:, None] >= 0)).expand(len(times), -1, -1, -1)
        seen = near.expand(len(times), -1, -1)
        ends = (_lasting(x, BLOCK) for x in self._windows(times))
        first, last = (unflatten(x, 1, (-1, BLOCK)) for x in ends)  # (B, blocks, BLOCK, bars)
        begin = first[:, :, 0]
        widest = int((last.amax(dim=2) - begin).amax())
        echoes = begin[..., None] + torch.arange(widest, device=device)  # (B, blocks, bars, widest)
        found = (echoes[:, :, None] >= first[..., None]) & (echoes[:, :, None] < last[..., None])
        seen = torch.cat([seen, echoes.flatten(2)], dim=2)
        return _by_blocks(queries, keys, values, seen, torch.cat([live, found.flatten(3)], dim=3))

    def _windows(self, times: Tensor) -> tuple[Tensor, Tensor]:
        """(B, N, bars) from where to where, exclusive, the tokens at the same place in earlier bars stand.

        Those within the near part, at or before the piece's start, or found for two bars, are left out.
        """
        back = self.bar * torch.arange(1, BARS + 1, device=times.device)
        wanted = (times[:, :, None] - back).flatten(1)  # (B, N · bars)
        first = unflatten(torch.searchsorted(times.contiguous(), wanted), 1, (-1, BARS))
        places = torch.arange(times.shape[1], device=times.device)[:, None].expand(len(times), -1, -1)
        near = places - self.stride + 1
        limit = torch.cat([near, first[:, :, :-1].minimum(near)], dim=2)
        last = (first + self.summary).minimum(limit)
        return first, torch.where(unflatten(wanted >= 0, 1, (-1, BARS)), last, first).maximum(first)


def _distances(length: int, device: torch.device) -> Tensor:
    places = torch.arange(length, device=device)
    return places[:, None] - places


def _filled(x: Tensor, multiple: int) -> Tensor:
    """(B, heads, N, D) with N brought to a multiple by zeros at the end, which no earlier query looks at."""
    return pad(x, (0, 0, 0, -x.shape[2] % multiple))


def _band(queries: Tensor, keys: Tensor, values: Tensor, stride: int) -> tuple[Tensor, Tensor]:
    """Scores of the `stride` tokens up to each query, (B, heads, blocks, stride, 2 · stride), and their values."""
    q, k, v = (unflatten(x, 2, (-1, stride)) for x in (queries, keys, values))
    around = [torch.cat([pad(x, (0, 0, 0, 0, 1, 0))[:, :, :-1], x], dim=3) for x in (k, v)]
    scores = q @ around[0].transpose(3, 4)
    places = torch.arange(2 * stride, device=q.device)
    distance = places[stride:, None] - places
    hidden = (distance < 0) | (distance >= stride)
    scores = scores.masked_fill(hidden, -math.inf)
    scores[:, :, 0] = scores[:, :, 0].masked_fill(places < stride, -math.inf)  # nothing is before the first block
    return scores, around[1]


def _lasting(x: Tensor, multiple: int) -> Tensor:
    """(B, N, …) with N brought to a multiple by its last row."""
    return torch.cat([x, x[:, -1:].expand(-1, -x.shape[1] % multiple, -1)], dim=1)


def _by_blocks(queries: Tensor, keys: Tensor, values: Tensor, seen: Tensor, live: Tensor) -> Tensor:
    """(B, heads, N, D) the values mixed for each query, a block of queries at a time.

    seen: (B, blocks, K) the places a block is given, clipped to those there are; live: (B, blocks, block, K) which of
    them each of its queries looks at, at least one.
    """
    batch, _, length, _ = queries.shape
    q = unflatten(_filled(queries, live.shape[2]), 2, (-1, live.shape[2])).transpose(1, 2).flatten(0, 1)
    k, v = (_rows(x, seen.clamp(0, length - 1)) for x in (keys, values))
    mixed = scaled_dot_product_attention(q, k, v, attn_mask=live.flatten(0, 1)[:, None])
    return unflatten(mixed, 0, (batch, -1)).transpose(1, 2).flatten(2, 3)[:, :, :length]


def _rows(x: Tensor, places: Tensor) -> Tensor:
    """(B · blocks, heads, K, D) the rows of x, (B, heads, N, D), that places, (B, blocks, K), name."""
    batch, heads, length, _ = x.shape
    table = x.transpose(1, 2).flatten(2).flatten(0, 1)  # (B · N, heads · D)
    flat = places + length * torch.arange(batch, device=x.device)[:, None, None]
    return unflatten(embedding(flat.flatten(0, 1), table), 2, (heads, -1)).transpose(1, 2)


PATTERNS: dict[str, Callable[[TransformerConfig], Pattern]] = {
    "strided": lambda config: Strided(config.stride),
    "fixed": lambda config: Fixed(config.stride, config.summary),
    "bar": lambda config: Bar(config.stride, config.summary, config.bar),
}


def pattern_of(config: TransformerConfig) -> Pattern | None:
    """The sparse pattern, None for dense attention."""
    return PATTERNS[config.attention](config) if config.attention in PATTERNS else None
