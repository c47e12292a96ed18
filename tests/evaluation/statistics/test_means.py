"""Means and their intervals, held against scipy's bootstrap and against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from evaluation.statistics.means import RESAMPLES, Scores, difference, mean_of
from generators.errors import InputError


def scores(values, sources=None) -> Scores:
    return Scores(list(values), [str(i) for i in range(len(values))] if sources is None else sources)


def test_the_interval_is_scipys_percentile_bootstrap() -> None:
    values = np.random.default_rng(5).gamma(2, 0.1, 40)
    own = mean_of(scores(values), seed=1)
    peer = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=RESAMPLES, rng=2).confidence_interval
    width = peer.high - peer.low
    assert own.low == pytest.approx(peer.low, abs=0.04 * width)
    assert own.high == pytest.approx(peer.high, abs=0.04 * width)
    assert own.sd == pytest.approx(np.std(values, ddof=1))
    assert own.quartiles == pytest.approx(np.quantile(values, [0.25, 0.5, 0.75]))


def test_windows_of_one_piece_count_as_one_observation() -> None:
    """Twenty pieces of ten equal windows know as much as twenty scores, not as two hundred."""
    values = np.random.default_rng(6).normal(0.5, 0.1, 20)
    pieces = mean_of(scores(values), seed=1)
    windows = mean_of(scores(np.repeat(values, 10), [str(i) for i in np.repeat(range(20), 10)]), seed=1)
    assert (windows.low, windows.high) == pytest.approx((pieces.low, pieces.high))
    assert (windows.count, windows.sources) == (200, 20)


def test_a_piece_of_many_windows_weighs_as_many() -> None:
    one = mean_of(scores([1, 1, 1, 0], ["a", "a", "a", "b"]), seed=1)
    assert (one.mean, one.low, one.sources) == (0.75, None, 2)


def test_the_difference_says_which_is_higher_only_where_the_interval_excludes_none() -> None:
    low, high = scores([0.1, 0.2, 0.3, 0.2, 0.1]), scores([0.7, 0.8, 0.9, 0.8, 0.7])
    assert difference(high, low, seed=1).verdict == "higher"
    assert difference(low, high, seed=1).verdict == "lower"
    assert difference(low, low, seed=1).verdict == "undecided"
    assert difference(high, low, seed=1).value == pytest.approx(0.6)


def test_too_few_pieces_give_no_interval() -> None:
    few = mean_of(scores([0.1, 0.2, 0.3, 0.4]), seed=1)
    assert (few.low, few.high) == (None, None)
    assert mean_of(scores([0.4]), seed=1).sd is None
    assert difference(scores([0.1, 0.2]), scores([0.1] * 9), seed=1).verdict is None


def test_equal_scores_have_an_interval_of_no_width() -> None:
    same = mean_of(scores([0.25] * 8), seed=1)
    assert (same.low, same.high, same.sd) == (0.25, 0.25, 0)


def test_no_scores_at_all_are_refused() -> None:
    with pytest.raises(InputError):
        Scores([], [])
