"""Choosing tokens: held against torch, and against counted draws."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from generators.engines.engine import log_probabilities
from generators.errors import InputError
from generators.sampling.tokens import GREEDY, Sampling, choose

LOGITS = np.array([[2.0, 1.0, 0.0, -1.0, 3.0]], dtype=np.float32)
ALL = np.ones((1, 5), dtype=bool)


def draws(logits, allowed, sampling: Sampling, count: int = 20_000) -> np.ndarray:
    rng = np.random.default_rng(1)
    rows = np.repeat(logits, count, axis=0)
    return choose(rows, np.repeat(allowed, count, axis=0), sampling, [rng] * count)


def test_greedy_takes_the_likeliest_that_is_allowed() -> None:
    assert choose(LOGITS, ALL, GREEDY, []).tolist() == [4]
    assert choose(LOGITS, np.array([[True, True, True, True, False]]), GREEDY, []).tolist() == [0]


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_draws_follow_the_softmax_at_their_temperature(temperature: float) -> None:
    counts = np.bincount(draws(LOGITS, ALL, Sampling(temperature)), minlength=5) / 20_000
    expected = torch.softmax(torch.tensor(LOGITS[0]) / temperature, dim=0).numpy()
    assert counts == pytest.approx(expected, abs=4 * 0.5 / np.sqrt(20_000))  # four standard errors at most


def test_top_k_draws_from_the_k_likeliest_that_are_allowed() -> None:
    allowed = np.array([[True, True, True, True, False]])
    assert set(draws(LOGITS, allowed, Sampling(5.0, top_k=2)).tolist()) == {0, 1}
    assert set(draws(LOGITS, allowed, Sampling(50.0, top_k=99)).tolist()) == {0, 1, 2, 3}
    assert set(draws(LOGITS, ALL, Sampling(5.0, top_k=1)).tolist()) == {4}


def test_top_p_draws_from_the_likeliest_that_make_up_their_share() -> None:
    """Softmax of 2 1 0 -1 3: .233 .086 .032 .012 .637; so two make up .87, three .955."""
    assert set(draws(LOGITS, ALL, Sampling(1.0, top_p=0.6)).tolist()) == {4}
    assert set(draws(LOGITS, ALL, Sampling(1.0, top_p=0.65)).tolist()) == {0, 4}
    assert set(draws(LOGITS, ALL, Sampling(1.0, top_p=0.88)).tolist()) == {0, 1, 4}
    assert set(draws(LOGITS, ALL, Sampling(1.0, top_p=1.0)).tolist()) == {0, 1, 2, 3, 4}


def test_top_p_goes_by_the_probabilities_at_the_temperature() -> None:
    """At temperature 10 they are nearly equal: .21 .19 .17 .16 .23."""
    assert set(draws(LOGITS, ALL, Sampling(10.0, top_p=0.6)).tolist()) == {0, 1, 4}


def test_a_greedy_share_takes_the_likeliest_that_often() -> None:
    """Of tokens drawn evenly from five, half replaced by the likeliest: .5 + .5 / 5."""
    even = np.array([[0.0, 0.0, 0.0, 0.0, 1e-4]], dtype=np.float32)
    counts = np.bincount(draws(even, ALL, Sampling(1.0, greedy=0.5)), minlength=5) / 20_000
    assert counts == pytest.approx([0.1, 0.1, 0.1, 0.1, 0.6], abs=0.015)


@pytest.mark.parametrize(
    "sampling", [GREEDY, Sampling(1.0), Sampling(100.0), Sampling(1.0, top_k=3), Sampling(1.0, top_p=0.5, greedy=0.5)]
)
def test_what_is_not_allowed_is_never_drawn(sampling: Sampling) -> None:
    allowed = np.array([[False, False, False, True, False]])
    assert set(draws(LOGITS, allowed, sampling, 500).tolist()) == {3}


def test_a_row_draws_the_same_whatever_its_neighbors_are() -> None:
    logits = np.random.default_rng(5).normal(size=(6, 40)).astype(np.float32)
    allowed = np.ones_like(logits, dtype=bool)
    together = choose(logits, allowed, Sampling(1.0), [np.random.default_rng(row) for row in range(6)])
    alone = [
        choose(logits[row : row + 1], allowed[:1], Sampling(1.0), [np.random.default_rng(row)])[0] for row in range(6)
    ]
    assert together.tolist() == alone


def test_log_probabilities_are_torchs() -> None:
    logits = np.random.default_rng(5).normal(scale=30, size=(50, 40)).astype(np.float32)
    tokens = np.random.default_rng(6).integers(40, size=50)
    expected = torch.log_softmax(torch.tensor(logits).double(), dim=1)[range(50), tokens]
    assert log_probabilities(logits, tokens) == pytest.approx(expected.numpy(), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("temperature", [-0.1, float("nan"), float("inf")])
def test_a_temperature_that_is_none_is_refused(temperature: float) -> None:
    with pytest.raises(InputError, match="temperature"):
        Sampling(temperature)


def test_top_0_is_refused() -> None:
    with pytest.raises(InputError, match="top-k 0 is not at least 1"):
        Sampling(1.0, top_k=0)


@pytest.mark.parametrize("top_p", [0, -1, 1.01, float("nan")])
def test_a_top_p_that_is_no_share_is_refused(top_p: float) -> None:
    with pytest.raises(InputError, match="top-p"):
        Sampling(1.0, top_p=top_p)


def test_a_greedy_share_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match=r"a greedy share of 1.5 is not"):
        Sampling(1.0, greedy=1.5)
