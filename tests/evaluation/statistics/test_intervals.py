"""Expected bounds come from scipy and from Newcombe's published table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from evaluation.statistics.intervals import wilson


@given(st.integers(1, 3000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_wilson_bounds_are_scipys(case):
    successes, count = case
    estimate = wilson(successes, count)
    expected = binomtest(successes, count).proportion_ci(0.95, method="wilson")
    assert estimate.value == successes / count
    assert (estimate.low, estimate.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_bounds_are_newcombes(successes, count, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    estimate = wilson(successes, count)
    assert (round(estimate.low, 4), round(estimate.high, 4)) == (low, high)


def test_an_estimate_from_nothing_has_a_count_and_no_value():
    estimate = wilson(0, 0)
    assert (estimate.value, estimate.low, estimate.high, estimate.count) == (None, None, None, 0)


def test_an_estimate_names_its_method():
    assert wilson(1, 2).method == "Wilson score, 95 %"
