"""Music of a model's own, in any encoding of tokens."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from generators.encodings import Encoding
from generators.engines.engine import Engines
from generators.errors import InputError
from generators.pieces import Piece, cut
from generators.sampling.beam import Beam, beam_search
from generators.sampling.generate import Continuation, generate
from generators.sampling.prompts import Prompt, opening
from generators.sampling.tokens import Sampling

LONGEST = 100  # quarters, where nothing else is asked for: BachBot's longest (scripts/decode.py, 400 frames)


@dataclass(frozen=True, slots=True)
class Length:
    """How much a model writes. Nothing given: until END, at most 100 quarters."""

    quarters: float | None = None  # exactly so many, and no END
    tokens: int | None = None  # at most so many

    def __post_init__(self) -> None:
        if self.quarters is not None and self.tokens is not None:
            raise InputError("a length in bars or in tokens, not both")


UNTIL_END = Length()


@dataclass(frozen=True, slots=True)
class Generated:
    """What a model made, and from what."""

    tokens: tuple[int, ...]  # the prompt's first
    piece: Piece  # as the tokens have it: of chorales and melodies in C major or A minor
    seed: int
    log_probabilities: tuple[float, ...]  # nats, of each token that the model chose, in their order
    places: tuple[int, ...]  # the step in which each of these tokens stands, from where the model began
    steps: int  # that it wrote
    finished: bool  # the model wrote END itself, or all that was asked for

    @property
    def chosen(self) -> int:
        """How many tokens the model chose."""
        return len(self.log_probabilities)

    @property
    def log_likelihood(self) -> float:
        """Nats, summed over those tokens: the longer, the lower, so divide it by `chosen` or `steps` to compare."""
        return math.fsum(self.log_probabilities)

    @property
    def log_likelihoods(self) -> tuple[float, ...]:
        """Nats of each of those steps, those of END within the last."""
        places = np.minimum(self.places, self.steps - 1)
        return tuple(np.bincount(places, self.log_probabilities, minlength=self.steps).tolist())


def compose(
    engines: Engines,
    encoding: Encoding,
    seeds: Sequence[int],
    sampling: Sampling | Beam,
    length: Length = UNTIL_END,
    prompts: Sequence[Prompt] | None = None,
) -> list[Generated]:
    """One piece a seed, of the model's own or what follows a prompt; drawn, or the likeliest that a beam finds.

    One that reaches 100 quarters unasked, or `length` in tokens, is cut there and not `finished`. Raises InputError for
    no seeds, an empty prompt, a length that is no whole number of steps, or one in tokens where music is written in
    frames.
    """
    alphabet = encoding.alphabet
    if length.tokens is not None and alphabet.framed:
        raise InputError(f"{encoding.name} writes whole steps of several tokens: give a length in bars, not in tokens")
    prompts = [opening(encoding)] * len(seeds) if prompts is None else prompts
    quarters = length.quarters if length.quarters is not None else math.inf if length.tokens is not None else LONGEST
    steps = quarters * alphabet.steps_per_quarter
    if steps < 1 or (steps < math.inf and steps % 1):
        raise InputError(f"{quarters:g} quarters are no whole number of steps: {alphabet.steps_per_quarter} a quarter")
    limits = np.array([prompt.steps + steps for prompt in prompts], dtype=np.float64)
    may_end = length.quarters is None
    given = [prompt.tokens for prompt in prompts]
    if isinstance(sampling, Beam):
        made = [
            beam_search(engines, encoding.grammar(limit, may_end=may_end), tokens, sampling, length.tokens)[0]
            for limit, tokens in zip(limits[:, None], given, strict=True)
        ]
    else:
        grammar = encoding.grammar(limits, may_end=may_end)
        made = generate(engines, grammar, given, seeds, sampling, length.tokens)
    exact = None if length.quarters is None else int(steps)
    return [
        _generated(each, encoding, seed, prompt, exact) for each, seed, prompt in zip(made, seeds, prompts, strict=True)
    ]


def _generated(made: Continuation, encoding: Encoding, seed: int, prompt: Prompt, exact: int | None) -> Generated:
    """exact: how many steps were asked for; None: as many as the tokens say."""
    alphabet = encoding.alphabet
    ticks, chosen = alphabet.step_ticks, len(made.log_probabilities)
    whole = encoding.decode_generated(made.tokens)
    steps = exact or max(-(-whole.length // ticks) - prompt.steps, 1)
    end, start = (prompt.steps + steps) * ticks, 0 if prompt.heard else prompt.steps * ticks
    return Generated(
        tokens=made.tokens,
        piece=replace(cut(replace(whole, length=max(whole.length, end)), start, end - start), pickup=0),
        seed=seed,
        log_probabilities=made.log_probabilities,
        places=tuple((alphabet.places(made.tokens)[-chosen:] - prompt.steps).tolist()),
        steps=steps,
        finished=made.ended or exact is not None,
    )
