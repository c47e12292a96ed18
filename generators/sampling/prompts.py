"""What a model goes on from: an opening of its own, tokens of a prepared corpus, or a piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generators.corpora.corpus import VALID, Corpus
from generators.encodings import Encoding
from generators.encodings.alphabet import Alphabet
from generators.errors import InputError


@dataclass(frozen=True, slots=True)
class Prompt:
    """The tokens to go on from."""

    tokens: tuple[int, ...]
    steps: int = 0  # whole ones that go by in it; 0 where it is only how a piece begins
    heard: bool = True  # as the beginning of the piece


def opening(encoding: Encoding, composer: str | None = None) -> Prompt:
    """What a piece of the model's own begins with. Raises InputError for a composer that the encoding does not know."""
    alphabet = encoding.alphabet
    if composer is None:
        return Prompt(alphabet.opening)
    known = alphabet.composers
    if composer not in known:
        raise InputError(f"no composer {composer!r} in {encoding.name}: it knows {', '.join(known) or 'none'}")
    return Prompt((*alphabet.opening, known[composer]))


def drawn_prompts(corpus: Corpus, encoding: Encoding, tokens: int, seeds: Sequence[int]) -> list[Prompt]:
    """For each seed so many tokens of a validation piece, but for a step that is not finished in them; not heard.

    A piece with START is taken from its beginning on, one of equal steps from a bar of four quarters, others from
    anywhere. Raises InputError if no piece is long enough.
    """
    alphabet = encoding.alphabet
    pieces = [piece for piece in corpus.tokens(VALID, encoding).values() if len(piece) > tokens]
    prompts = []
    for seed in seeds:
        if not pieces:
            raise InputError(f"{corpus.name} has no validation pieces longer than {tokens} tokens: ask for fewer")
        rng = np.random.default_rng([seed, 0])
        number = int(rng.integers(len(pieces)))
        stride = _stride(alphabet)
        start = stride * int(rng.integers((len(pieces[number]) - tokens) // stride + 1)) if stride else 0
        taken = _whole_steps(alphabet, pieces[number][start : start + tokens].tolist())
        prompts.append(Prompt(taken, alphabet.steps(taken), heard=False))
    return prompts


def _stride(alphabet: Alphabet) -> int:
    """A stretch of a piece may begin at multiples of so many tokens; 0: at its first only."""
    if set(alphabet.opening) & set(alphabet.never):
        return 0
    moves = set(alphabet.advance.tolist())
    return 4 * alphabet.steps_per_quarter * alphabet.parts if moves == {1} else 1


def _whole_steps(alphabet: Alphabet, tokens: Sequence[int]) -> tuple[int, ...]:
    """The tokens without a step that is begun and not finished. Raises InputError if nothing is left."""
    if not alphabet.framed:
        return tuple(tokens)
    ends = np.flatnonzero(np.diff(np.cumsum(alphabet.advance[list(tokens)]) // alphabet.parts, prepend=0))
    if not len(ends):
        raise InputError(f"{len(tokens)} tokens are not a step of music: ask for more")
    return tuple(tokens[: ends[-1] + 1])
