"""Beam search against searching everything."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from generators.encodings.alphabet import Alphabet
from generators.encodings.grammar import FreeGrammar
from generators.errors import InputError
from generators.sampling.beam import Beam, beam_search
from generators.sampling.compose import Length, compose
from generators.sampling.generate import Continuation

VOCABULARY = 4


class Bigrams:
    """An engine that knows the last token only: its logits are a table's row."""

    table = np.random.default_rng(7).normal(scale=2, size=(VOCABULARY, VOCABULARY)).astype(np.float32)

    def __init__(self, rows: int) -> None:
        self.last = np.zeros(rows, dtype=np.int64)

    def step(self, tokens: np.ndarray) -> np.ndarray:
        assert len(tokens) == len(self.last)
        self.last = tokens
        return self.table[tokens]

    def select(self, rows: np.ndarray) -> None:
        self.last = self.last[rows]


def likelihood(tokens: tuple[int, ...]) -> float:
    nats = Bigrams.table - np.log(np.exp(Bigrams.table.astype(float)).sum(axis=1, keepdims=True))
    return float(sum(nats[before, after] for before, after in zip((0, *tokens), tokens, strict=False)))


def search(
    length: int, beam: Beam, prompt: tuple[int, ...] = (0,), end: int | None = None, never: tuple[int, ...] = ()
) -> list[Continuation]:
    advance = np.array([token != end for token in range(VOCABULARY)], dtype=np.int64)
    alphabet = Alphabet(4, advance, (0,), end, never)
    return beam_search(Bigrams, FreeGrammar(alphabet, np.array([np.inf]), may_end=True), prompt, beam, length)


def test_a_beam_wide_enough_finds_the_likeliest_of_all() -> None:
    every = sorted(product(range(VOCABULARY), repeat=4), key=likelihood, reverse=True)
    beams = search(4, Beam(64, VOCABULARY))
    assert [beam.tokens[1:] for beam in beams[:5]] == every[:5]
    assert beams[0].log_likelihood == pytest.approx(likelihood(every[0]))


def test_a_beam_of_one_is_greedy() -> None:
    token, expected = 0, [0]
    for _ in range(6):
        token = int(Bigrams.table[token].argmax())
        expected.append(token)
    (beam,) = search(6, Beam(1, 1))
    assert list(beam.tokens) == expected


def test_three_by_three_is_never_worse_than_greedy() -> None:
    best, *_ = search(8, Beam(), prompt=(2, 0))
    (greedy,) = search(8, Beam(1, 1), prompt=(2, 0))
    assert best.log_likelihood >= greedy.log_likelihood


def test_a_continuation_that_ends_is_kept_as_it_is() -> None:
    beams = search(5, Beam(8, 4), end=3)
    assert any(beam.ended and beam.tokens[-1] == 3 and len(beam.tokens) < 6 for beam in beams)
    assert all(3 not in beam.tokens[:-1] for beam in beams)


def test_what_is_not_allowed_is_not_searched() -> None:
    likeliest = search(4, Beam(64, VOCABULARY))[0].tokens[1:]
    beams = search(4, Beam(64, VOCABULARY), never=(likeliest[0],))
    assert len(beams) == 64  # of 3 · 3 · 3 · 3
    assert not any(likeliest[0] in beam.tokens[1:] for beam in beams)


def test_a_beam_writes_exactly_as_many_bars_in_every_encoding(encoding, noise) -> None:
    (made,) = compose(noise(encoding), encoding, [1], Beam(3, 3), Length(quarters=2))
    assert made.piece.length == 960


def test_what_cannot_be_searched_is_refused() -> None:
    with pytest.raises(InputError, match="an empty prompt"):
        search(5, Beam(), prompt=())
    with pytest.raises(InputError, match="a length of 0 tokens"):
        search(0, Beam())
    with pytest.raises(InputError, match="a beam of 0"):
        Beam(width=0)
