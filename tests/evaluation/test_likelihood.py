"""Likelihood: worked out by hand for models whose probabilities are known."""

from __future__ import annotations

from math import exp, log

import pytest
import torch

from evaluation.likelihood import likelihood
from generators.encodings.chorale import FRAME, VOCABULARY, ChoraleEncoding
from generators.errors import InputError

V = 261


def test_a_model_that_knows_nothing_needs_ln_v_a_token(ignorant, hymn) -> None:
    result = likelihood(ignorant, ChoraleEncoding(), [hymn(2, (2,)), hymn(3)])
    assert len(VOCABULARY) == V
    tokens = (8 * 5 + 4 + 1) + (12 * 5 + 1)  # four notes and a delimiter a sixteenth, fermatas over a quarter, END
    assert (result.tokens, result.pieces) == (tokens, 2)
    for value in (result.nats_per_token, result.low, result.high):
        assert value == pytest.approx(log(V), rel=1e-6)
    assert result.nats_per_frame == pytest.approx(log(V) * tokens / 20, rel=1e-6)
    assert result.nats_per_note == pytest.approx(log(V) * tokens / 80, rel=1e-6)


def test_a_model_that_prefers_one_token_is_right_as_often_as_it_stands_there(ignorant, hymn) -> None:
    torch.nn.init.constant_(ignorant.output.bias, 0)
    with torch.no_grad():
        ignorant.output.bias[FRAME] = 3.0
    result = likelihood(ignorant, ChoraleEncoding(), [hymn(2)])
    total = log(exp(3) + V - 1)
    assert result.nats_per_token == pytest.approx((8 * (total - 3) + 33 * total) / 41, rel=1e-6)


def test_the_interval_holds_the_estimate_and_comes_from_the_seed(ignorant, hymn) -> None:
    with torch.no_grad():
        ignorant.output.bias[FRAME] = 3.0
    pieces = [hymn(2), hymn(3, (3,)), hymn(5, (2, 5)), hymn(9, (3, 6, 9))]
    result = likelihood(ignorant, ChoraleEncoding(), pieces)
    assert result.low < result.nats_per_token < result.high
    assert likelihood(ignorant, ChoraleEncoding(), pieces) == result


def test_no_pieces_are_refused(ignorant) -> None:
    with pytest.raises(InputError, match="no pieces to predict"):
        likelihood(ignorant, ChoraleEncoding(), [])
