"""Standard errors are held against statsmodels 0.15 (OLS, cov_type="cluster"), intervals against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from evaluation.answers.kinds.discrimination.clusters import judge
from evaluation.statistics.clusters import mirrored, share
from evaluation.statistics.intervals import wilson

# Answers and right ones with the human's music on side A, then on side B, of each of twelve listeners.
TWELVE = np.array([
    (3, 2, 2, 1), (2, 2, 3, 3), (1, 0, 4, 1), (5, 4, 0, 0), (2, 1, 3, 2), (3, 3, 2, 0),
    (2, 2, 3, 2), (0, 0, 5, 4), (4, 4, 1, 1), (2, 1, 3, 1), (3, 2, 2, 2), (1, 1, 1, 0),
])  # fmt: skip
SHARE, SHARE_ERROR = 39 / 57, 0.07067290880346937  # statsmodels, y ~ 1
ALIKE, ALIKE_ERROR = 0.68596059, 0.06653448407810017  # y ~ 1 + side (1 or -1), correction of one mean


def same(listeners: int, *counts: int) -> np.ndarray:
    """Listeners with the same counts."""
    return np.tile(np.array(counts), (listeners, 1))


def of_single_answers(right: int, count: int) -> np.ndarray:
    """As many listeners as answers, the sides taking turns."""
    sides = np.eye(2, dtype=int)[np.arange(count) % 2]
    rights = sides * (np.arange(count) < right)[:, None]
    return np.stack([sides[:, 0], rights[:, 0], sides[:, 1], rights[:, 1]], axis=1)


def score_bounds(share: float, error: float, quantile: float) -> list[float]:
    """Where |share - p| is the quantile times the standard error, scaled from the share to p."""
    count = share * (1 - share) / error**2

    def excess(p: float) -> float:
        return abs(share - p) - quantile * np.sqrt(p * (1 - p) / count)

    return [optimize.brentq(excess, 1e-9, share), optimize.brentq(excess, share, 1 - 1e-9)]


def test_the_interval_is_wilsons_with_statsmodels_clustered_error_and_students_t():
    estimate = share(TWELVE, pairs=8)
    assert (estimate.successes, estimate.count, estimate.listeners, estimate.pairs) == (39, 57, 12, 8)
    assert estimate.value == pytest.approx(SHARE)
    bounds = score_bounds(SHARE, SHARE_ERROR, stats.t.ppf(0.975, 11))
    assert [estimate.low, estimate.high] == pytest.approx(bounds, abs=1e-9)


def test_answers_of_one_each_by_many_listeners_have_nearly_wilsons_interval():
    estimate, independent = share(of_single_answers(4000, 8000), 50), wilson(4000, 8000)
    assert (estimate.low, estimate.high) == pytest.approx((independent.low, independent.high), abs=1e-5)


def test_listeners_who_always_agree_with_themselves_count_once():
    """Twenty listeners, half of them right ten times and half wrong ten times, tell as much as twenty answers."""
    halves = np.concatenate([same(10, 5, 5, 5, 5), same(10, 5, 0, 5, 0)])
    estimate = share(halves, 10)
    bounds = score_bounds(0.5, 0.5 / np.sqrt(19), stats.t.ppf(0.975, 19))  # n - 1: the variance is estimated
    assert [estimate.low, estimate.high] == pytest.approx(bounds)


def test_listeners_more_alike_than_chance_would_make_them_narrow_nothing():
    estimate = share(same(30, 2, 1, 2, 1), 10)
    bounds = score_bounds(0.5, 0.5 / np.sqrt(120), stats.t.ppf(0.975, 29))
    assert [estimate.low, estimate.high] == pytest.approx(bounds)


def test_all_right_has_an_interval_that_ends_at_one():
    estimate = share(same(12, 1, 1, 1, 1), 6)
    assert (estimate.value, estimate.high) == (1, 1)
    assert 0.8 < estimate.low < wilson(24, 24).low


@pytest.mark.parametrize(("listeners", "is_estimated"), [(0, False), (1, False), (9, False), (10, True)])
def test_fewer_than_ten_listeners_have_a_count_and_no_estimate(listeners, is_estimated):
    estimate = share(same(listeners, 20, 15, 20, 15), 9)
    assert (estimate.count, estimate.listeners) == (40 * listeners, listeners)
    assert (estimate.value is not None, estimate.low is not None) == (is_estimated, is_estimated)


def test_wrong_answers_mirror_right_ones():
    right, wrong = share(TWELVE, 8), mirrored(share(TWELVE, 8))
    assert (wrong.value, wrong.low, wrong.high) == pytest.approx((1 - right.value, 1 - right.high, 1 - right.low))
    assert (wrong.successes, wrong.count) == (18, 57)
    assert mirrored(share(TWELVE[:3], 8)).value is None


def test_at_its_bounds_the_mixture_is_twenty_times_as_likely():
    """The definition, integrated: a normal mixture of SD 0.075 against the bound, by 4,000 listeners of one answer."""
    count = 4000
    low = judge(of_single_answers(2200, count), 50).estimate.low
    error = 0.5 / np.sqrt(count)
    z = (0.55 - low) / np.sqrt(low * (1 - low) / count)

    def weighted(effect: float) -> float:
        return stats.norm.pdf(effect, 0, 0.075) * np.exp(effect * z / error - effect**2 / error**2 / 2)

    ratio, _ = integrate.quad(weighted, -0.5, 0.5, points=[z * error])
    assert np.log(ratio) == pytest.approx(np.log(20), abs=0.02)


def test_the_judgments_intervals_are_wider_than_those_of_one_look():
    judged, one_look = judge(TWELVE, 8).estimate, share(TWELVE, 8)
    assert judged.low < one_look.low
    assert one_look.high < judged.high
    assert judged.value == one_look.value


def test_with_both_sides_alike_the_error_is_statsmodels_too():
    """A hundred such dozens: the quantile is found from the other estimate, whose error is nearly the same."""
    judgment = judge(np.tile(TWELVE, (100, 1)), 8)
    scale = np.sqrt(11 / 12 * 1200 / 1199 / 100)
    low = judgment.estimate.low
    quantile = (SHARE - low) / np.sqrt(low * (1 - low)) * np.sqrt(SHARE * (1 - SHARE)) / (SHARE_ERROR * scale)
    assert judgment.balanced.value == pytest.approx(ALIKE)
    bounds = score_bounds(ALIKE, ALIKE_ERROR * scale, quantile)
    assert [judgment.balanced.low, judgment.balanced.high] == pytest.approx(bounds, abs=5e-4)


@pytest.mark.parametrize(
    ("counts", "pairs", "direction"),
    [
        (same(40, 3, 2, 3, 2), 20, "above"),
        (same(40, 3, 1, 3, 1), 20, "below"),
        (same(40, 3, 2, 3, 1), 20, "undecided"),
        (same(40, 6, 4, 0, 0), 20, "undecided"),  # the human's music always on side A
        (same(200, 3, 3, 2, 0), 20, "undecided"),  # always A: 60 % right
        (np.concatenate([same(190, 3, 3, 2, 0), same(10, 3, 2, 2, 1)]), 20, "undecided"),  # nearly always A
        (same(40, 3, 2, 3, 2), 5, "undecided"),
        (same(40, 3, 2, 3, 2), 6, "above"),
        (same(9, 30, 28, 30, 28), 20, "undecided"),
        (same(10, 1, 1, 1, 1), 10, "undecided"),
    ],
)  # fmt: skip
def test_a_direction_takes_listeners_pairs_answers_and_both_sides(counts, pairs, direction):
    assert judge(counts, pairs).direction == direction
