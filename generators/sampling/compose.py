"""Whole chorales from nothing: from START until the model writes END."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generators.encodings.chorale import END, START, ChoraleEncoding
from generators.errors import InputError
from generators.models.recurrent import RecurrentModel
from generators.pieces import Piece
from generators.sampling.grammar import ChoraleGrammar
from generators.sampling.stepping import Stepper
from generators.sampling.tokens import Sampling, choose, log_probabilities

MAX_FRAMES = 400  # BachBot's longest (scripts/decode.py)


@dataclass(frozen=True, slots=True)
class Generated:
    """What a model made, and from what."""

    tokens: tuple[int, ...]
    piece: Piece  # in C major or A minor
    seed: int
    log_likelihood: float  # nats, summed over the tokens the model chose
    chosen: int  # how many tokens those are
    finished: bool  # the model wrote END itself


def compose(
    model: RecurrentModel,
    encoding: ChoraleEncoding,
    seeds: Sequence[int],
    sampling: Sampling,
    max_frames: int = MAX_FRAMES,
) -> list[Generated]:
    """One chorale a seed. One that reaches `max_frames` sixteenths is cut there and not `finished`."""
    if not seeds:
        raise InputError("no seeds: nothing to compose")
    rngs = [np.random.default_rng(seed) for seed in seeds]
    stepper, grammar = Stepper(model), ChoraleGrammar(encoding, len(seeds))
    written: list[list[int]] = [[START] for _ in seeds]
    likelihoods = np.zeros(len(seeds))
    tokens = np.full(len(seeds), START)
    while not np.all(grammar.finished | (grammar.frames >= max_frames)):
        active = ~grammar.finished & (grammar.frames < max_frames)
        logits = stepper.step(tokens)
        tokens = choose(logits, grammar.allowed(), sampling, rngs)
        likelihoods += np.where(active, log_probabilities(logits, tokens), 0)
        grammar.write(tokens)
        for row in np.flatnonzero(active):
            written[row].append(int(tokens[row]))
    return [
        Generated(
            tokens=tuple(sequence),
            piece=encoding.decode(sequence),
            seed=seed,
            log_likelihood=float(likelihood),
            chosen=len(sequence) - 1,
            finished=sequence[-1] == END,
        )
        for seed, sequence, likelihood in zip(seeds, written, likelihoods, strict=True)
    ]
