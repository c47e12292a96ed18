"""Beam search: the likeliest continuation that keeping several at once can find.

Clara's article proposes it with three: keep three sequences, predict three tokens for each, keep the three likeliest of
the nine (C. McLeavey Payne 2018). The search is of the kind that finds what is most expected: it repeats itself where
drawing would not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.encodings.grammar import Grammar
from generators.engines.engine import Engines
from generators.errors import InputError
from generators.sampling.generate import Continuation


@dataclass(frozen=True, slots=True)
class Beam:
    """How wide is searched."""

    width: int = 3  # continuations kept
    branches: int = 3  # tokens tried after each

    def __post_init__(self) -> None:
        if min(self.width, self.branches) < 1:
            raise InputError(f"a beam of {self.width} and {self.branches} branches: both must be 1 at least")


@dataclass(frozen=True, slots=True)
class _Tried:
    """A continuation with one token more."""

    row: int  # of the continuation before
    tokens: tuple[int, ...]
    nats: tuple[float, ...]
    log_likelihood: float


def beam_search(
    engines: Engines, grammar: Grammar, prompt: Sequence[int], beam: Beam, length: int | None = None
) -> list[Continuation]:
    """The continuations found, likeliest first: up to `length` tokens each, fewer where the grammar is complete.

    grammar: for one row, which has read nothing. One that is complete takes up a place of the beam. Raises InputError
    for an empty prompt, or a length below 1.
    """
    if not len(prompt):
        raise InputError("an empty prompt: beam search goes on from one token at least")
    if length is not None and length < 1:
        raise InputError(f"a length of {length} tokens: 1 at least")
    engine, first = engines(1), np.array([0])
    for token in prompt:
        logits = engine.step(np.array([token]))
        grammar.write(first, np.array([token]))
    going, finished = [_Tried(0, (), (), 0.0)], list[tuple[_Tried, bool]]()
    while True:
        tried = _tried(going, logits, grammar.allowed(), beam.branches)[: beam.width - len(finished)]
        origin, tokens = np.array([each.row for each in tried]), np.array([each.tokens[-1] for each in tried])
        grammar.select(origin)
        grammar.write(np.arange(len(tried)), tokens)
        complete = grammar.complete() | (length is not None and len(tried[0].tokens) >= length)
        ended = grammar.ended()
        finished += [(tried[row], bool(ended[row])) for row in np.flatnonzero(complete).tolist()]
        left = np.flatnonzero(~complete)
        if not len(left):
            break
        going = [tried[row] for row in left.tolist()]
        grammar.select(left)
        engine.select(origin[left])
        logits = engine.step(tokens[left])
    finished.sort(key=lambda each: -each[0].log_likelihood)
    return [Continuation((*prompt, *each.tokens), each.nats, ended) for each, ended in finished]


def _tried(
    going: Sequence[_Tried], logits: NDArray[np.float32], allowed: NDArray[np.bool_], branches: int
) -> list[_Tried]:
    """Every continuation with each of its likeliest next tokens, likeliest first."""
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    nats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    masked = np.where(allowed, nats, -np.inf)
    tried = [
        _Tried(row, (*each.tokens, token), (*each.nats, own := float(nats[row, token])), each.log_likelihood + own)
        for row, each in enumerate(going)
        for token in np.argsort(-masked[row], kind="stable")[:branches].tolist()
        if allowed[row, token]
    ]
    return sorted(tried, key=lambda each: -each.log_likelihood)
