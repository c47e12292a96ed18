"""Tokens drawn one after another, on from prompts: what every way of composing does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generators.encodings.grammar import Grammar
from generators.engines.engine import Engines, log_probabilities
from generators.errors import InputError
from generators.sampling.tokens import Sampling, choose


@dataclass(frozen=True, slots=True)
class Continuation:
    """A prompt, and what a model wrote after it."""

    tokens: tuple[int, ...]  # the prompt's first
    log_probabilities: tuple[float, ...]  # nats, of each token written
    ended: bool  # by END

    @property
    def log_likelihood(self) -> float:
        return math.fsum(self.log_probabilities)


def generate(
    engines: Engines,
    grammar: Grammar,
    prompts: Sequence[Sequence[int]],
    seeds: Sequence[int],
    sampling: Sampling,
    length: int | None = None,
) -> list[Continuation]:
    """Each prompt and up to `length` tokens more, fewer where the grammar says that a row is complete.

    grammar: for as many rows, none of which has read anything. A row draws the same whatever its neighbors are, and
    comes out the same where the engine computes it the same. Raises InputError for no prompts, or an empty one.
    """
    if not prompts or not all(map(len, prompts)):
        raise InputError("nothing to go on from: a prompt has one token at least")
    rngs = [np.random.default_rng(seed) for seed in seeds]
    rows = [list(prompt) for prompt in prompts]
    nats: list[list[float]] = [[] for _ in prompts]
    given = np.array([len(prompt) for prompt in prompts])
    ends = given + (np.inf if length is None else length)
    engine, tokens, place = engines(len(prompts)), np.array([prompt[0] for prompt in prompts]), 1
    grammar.write(np.arange(len(prompts)), tokens)
    while (unfinished := (place < given) | ((place < ends) & ~grammar.complete())).any():
        logits = engine.step(tokens)
        tokens = np.array([prompt[place] if place < len(prompt) else tokens[row] for row, prompt in enumerate(prompts)])
        if len(writes := np.flatnonzero(unfinished & (place >= given))):
            own = [rngs[row] for row in writes.tolist()]
            drawn_from = grammar.weighed(logits[writes], writes)
            tokens[writes] = choose(drawn_from, grammar.allowed()[writes], sampling, own)
            likely = log_probabilities(logits[writes], tokens[writes])
            for row, each in zip(writes.tolist(), likely.tolist(), strict=True):
                rows[row].append(int(tokens[row]))
                nats[row].append(each)
        grammar.write(goes_on := np.flatnonzero(unfinished), tokens[goes_on])
        place += 1
    return [
        Continuation(tuple(row), tuple(of_each), ended)
        for row, of_each, ended in zip(rows, nats, grammar.ended().tolist(), strict=True)
    ]
