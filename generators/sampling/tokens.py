"""Choosing the next token from a model's logits: small pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.engines.engine import Logits
from generators.errors import InputError


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a token is drawn. Temperature 0 takes the likeliest (greedy)."""

    temperature: float = 1.0  # logits are divided by it
    top_k: int | None = None  # draw from the k likeliest only
    top_p: float | None = None  # draw from the likeliest only that together have this probability
    greedy: float = 0.0  # the share of tokens, drawn one by one, that are the likeliest instead (Clara: a half)

    def __post_init__(self) -> None:
        if not 0 <= self.temperature < float("inf"):
            raise InputError(f"temperature {self.temperature} is not a number from 0 up")
        if self.top_k is not None and self.top_k < 1:
            raise InputError(f"top-k {self.top_k} is not at least 1")
        if self.top_p is not None and not 0 < self.top_p <= 1:
            raise InputError(f"top-p {self.top_p} is not a number above 0 up to 1")
        if not 0 <= self.greedy <= 1:
            raise InputError(f"a greedy share of {self.greedy} is not a number from 0 to 1")


GREEDY = Sampling(temperature=0)


def choose(
    logits: Logits, allowed: NDArray[np.bool_], sampling: Sampling, rngs: Sequence[np.random.Generator]
) -> NDArray[np.int64]:
    """One token a row.

    logits, allowed: (B, vocabulary); what is not allowed has probability zero. rngs: one a row, so that a row draws
    the same whatever its neighbors are. Drawn by the Gumbel-max trick (Gumbel 1954): argmax of logits plus noise.
    """
    masked: NDArray[np.floating] = np.where(allowed, logits, -np.inf)
    likeliest = np.asarray(masked.argmax(axis=1))
    if sampling.temperature == 0:
        return likeliest
    scaled = _truncated(masked / sampling.temperature, sampling)
    noise = np.stack([rng.gumbel(size=masked.shape[1]) for rng in rngs])
    drawn = np.asarray((scaled + noise).argmax(axis=1))
    if not sampling.greedy:
        return drawn
    return np.where([rng.random() < sampling.greedy for rng in rngs], likeliest, drawn)


def _truncated(scaled: NDArray[np.floating], sampling: Sampling) -> NDArray[np.floating]:
    """The logits with -inf for those that top-k or top-p leave out; ties stay."""
    if sampling.top_k is not None and sampling.top_k < scaled.shape[1]:
        kth = np.partition(scaled, -sampling.top_k, axis=1)[:, -sampling.top_k, None]
        scaled = np.where(scaled >= kth, scaled, -np.inf)
    if sampling.top_p is not None:
        descending = -np.sort(-scaled, axis=1)
        shares = np.exp(descending - descending[:, :1])
        before = (np.cumsum(shares, axis=1) - shares) / shares.sum(axis=1, keepdims=True)  # of those likelier
        least = np.where(before < sampling.top_p, descending, np.inf).min(axis=1, keepdims=True)
        scaled = np.where(scaled >= least, scaled, -np.inf)
    return scaled
