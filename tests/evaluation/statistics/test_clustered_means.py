"""Standard errors are held against statsmodels 0.15 (OLS, cov_type="cluster"), differences against scipy's t test."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from evaluation.statistics.clustered_means import clustered_mean, differences_within, within_listeners

# Ratings of twelve listeners who are each of a taste of their own.
LISTENERS = np.repeat(np.arange(12), [5, 3, 4, 5, 5, 2, 5, 1, 5, 4, 5, 5])
VALUES = np.array([
    8, 9, 8, 9, 10, 2, 3, 1, 6, 7, 6, 5, 4, 4, 3, 5, 4, 9, 9, 10, 8, 9, 5, 6, 7, 7,
    8, 6, 7, 2, 3, 3, 2, 4, 3, 10, 9, 10, 8, 5, 5, 6, 4, 6, 7, 8, 6, 7, 7,
], dtype=float)  # fmt: skip
ERROR = 0.7167314846584599  # statsmodels, VALUES ~ 1, groups=LISTENERS


def test_the_interval_is_statsmodels_clustered_error_with_students_t():
    found = clustered_mean(VALUES, LISTENERS)
    assert (found.value, found.count, found.listeners) == (pytest.approx(VALUES.mean()), 49, 12)
    half = stats.t.ppf(0.975, 11) * ERROR
    assert [found.low, found.high] == pytest.approx([found.value - half, found.value + half], rel=1e-5)


def test_a_value_each_has_students_interval():
    values = np.random.default_rng(1).normal(5, 2, 40)
    found = clustered_mean(values, np.arange(40))
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert [found.low, found.high] == pytest.approx([expected.low, expected.high])


def test_listeners_more_alike_than_chance_narrow_nothing():
    values = np.tile([3.0, 7.0], 20)
    found = clustered_mean(values, np.repeat(np.arange(20), 2))
    assert found.high - found.low == pytest.approx(2 * stats.t.ppf(0.975, 19) * values.std(ddof=1) / np.sqrt(40))


def test_differences_are_of_each_listeners_own_means_and_of_those_who_gave_both():
    values, listeners = np.array([8.0, 6, 5, 1]), np.array([0, 0, 1, 2])
    others, other_listeners = np.array([4.0, 7, 3, 9]), np.array([0, 1, 1, 3])
    assert differences_within(values, others, listeners, other_listeners).tolist() == [3, 0]


def test_the_interval_of_a_difference_is_scipys():
    rng = np.random.default_rng(2)
    values, others = rng.normal(7, 2, 30), rng.normal(6, 2, 30)
    found = within_listeners(values, others, np.arange(30), np.arange(30))
    expected = stats.ttest_rel(values, others).confidence_interval(0.95)
    assert [found.low, found.value, found.high] == pytest.approx(
        [expected.low, float((values - others).mean()), expected.high]
    )


@pytest.mark.parametrize(("listeners", "is_estimated"), [(0, False), (1, False), (9, False), (10, True)])
def test_fewer_than_ten_listeners_have_a_count_and_no_estimate(listeners, is_estimated):
    codes = np.arange(listeners)
    for found in (clustered_mean(codes + 1.0, codes), within_listeners(codes + 1.0, codes + 2.0, codes, codes)):
        assert (found.count, found.listeners) == (listeners, listeners)
        assert [each is not None for each in (found.value, found.low, found.high)] == [is_estimated] * 3
