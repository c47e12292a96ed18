"""Rates, d' and c: by hand, by scipy's normal distribution, and intervals by statsmodels 0.15 and a bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from evaluation.answers.kinds.single.detection import NO_HUMAN, NO_MACHINE, Heard, detection, judge
from evaluation.statistics.clusters import share

HEARD = Heard(10, 10, 20)
# Answers about human's clips and those that said a person, then of machines' clips, of each of twelve listeners.
TWELVE = np.array([
    (3, 2, 2, 1), (2, 2, 3, 0), (1, 0, 4, 3), (5, 4, 0, 0), (2, 1, 3, 1), (3, 3, 2, 2),
    (2, 2, 3, 1), (0, 0, 5, 1), (4, 4, 1, 0), (2, 1, 3, 2), (3, 2, 2, 0), (1, 1, 1, 1),
])  # fmt: skip


def same(listeners: int, *counts: int) -> np.ndarray:
    """Listeners with the same counts."""
    return np.tile(np.array(counts), (listeners, 1))


def test_the_rates_are_shares_of_what_was_heard_of_either_origin():
    found = detection(TWELVE, HEARD)
    assert (found.hits.successes, found.hits.count, found.hits.listeners, found.hits.pairs) == (22, 28, 11, 10)
    assert (found.false_alarms.successes, found.false_alarms.count, found.false_alarms.listeners) == (12, 29, 11)
    assert found.hits == share(TWELVE[TWELVE[:, 0] > 0][:, :2], 10)


def test_accuracy_weighs_both_origins_alike_whatever_was_heard_more_often():
    found = detection(TWELVE, HEARD)
    assert found.accuracy.value == pytest.approx((22 / 28 + 17 / 29) / 2)
    assert (found.accuracy.successes, found.accuracy.count, found.accuracy.pairs) == (22 + 17, 57, 20)


@pytest.mark.parametrize("counts", [(9, 9, 1, 1), (9, 0, 1, 0)])
def test_who_always_says_the_same_is_right_in_one_half(counts):
    found = detection(same(20, *counts), HEARD)
    assert found.accuracy.value == 0.5
    assert judge(same(200, *counts), HEARD, 6).direction == "undecided"


def test_d_prime_and_criterion_are_scipys_quantiles_of_corrected_rates():
    hits, false_alarms = (22 + 0.5) / (28 + 1), (12 + 0.5) / (29 + 1)
    found = detection(TWELVE, HEARD)
    assert found.sensitivity.value == pytest.approx(norm.ppf(hits) - norm.ppf(false_alarms))
    assert found.criterion.value == pytest.approx(-(norm.ppf(hits) + norm.ppf(false_alarms)) / 2)


def test_the_correction_keeps_d_prime_finite_where_all_are_right():
    """Hautus 1995: 10 of 10 and 0 of 10 count as 10.5 and 0.5 of 11."""
    found = detection(same(10, 1, 1, 1, 0), HEARD)
    assert found.sensitivity.value == pytest.approx(2 * norm.ppf(10.5 / 11))
    assert found.criterion.value == pytest.approx(0)
    assert found.sensitivity.low < found.sensitivity.value < found.sensitivity.high


def test_listeners_reluctant_to_say_a_person_have_a_criterion_above_zero():
    assert detection(same(20, 4, 1, 4, 0), HEARD).criterion.value > 0
    assert detection(same(20, 4, 4, 4, 3), HEARD).criterion.value < 0


def test_d_primes_interval_is_gourevitch_and_galanters_where_answers_are_independent():
    """A listener an answer: the variance is the sum of H (1 - H) / (n f(z)^2), but for n - 1."""
    counts = np.array([(1, 1, 0, 0)] * 300 + [(1, 0, 0, 0)] * 100 + [(0, 0, 1, 1)] * 200 + [(0, 0, 1, 0)] * 200)
    found = detection(counts, HEARD).sensitivity
    variance = sum(rate * (1 - rate) / 400 / norm.pdf(norm.ppf(rate)) ** 2 for rate in (0.75, 0.5))
    assert (found.high - found.low) / 2 == pytest.approx(1.963 * np.sqrt(variance), rel=0.01)


def test_the_intervals_are_a_bootstraps_of_listeners():
    """Two hundred who differ in how readily they say a person."""
    rng = np.random.default_rng(3)
    lean = rng.beta(1, 1, 200)
    counts = np.stack([[3] * 200, rng.binomial(3, lean**0.7), [3] * 200, rng.binomial(3, lean)], axis=1)
    found = detection(counts, HEARD)
    drawn = [detection(counts[rng.integers(200, size=200)], HEARD) for _ in range(1000)]
    for estimate, values in (
        (found.sensitivity, [each.sensitivity.value for each in drawn]),
        (found.criterion, [each.criterion.value for each in drawn]),
        (found.accuracy, [each.accuracy.value for each in drawn]),
    ):
        low, high = np.percentile(values, (2.5, 97.5))
        assert [estimate.low, estimate.high] == pytest.approx([low, high], abs=0.15 * (high - low))
        assert estimate.low < estimate.value < estimate.high


@pytest.mark.parametrize(
    ("counts", "because"),
    [
        (same(20, 0, 0, 3, 1), NO_HUMAN),
        (same(20, 3, 1, 0, 0), NO_MACHINE),
        (np.concatenate([same(9, 3, 1, 3, 1), same(20, 0, 0, 3, 1)]), "fewer than 10 listeners heard human's clips"),
        (np.concatenate([same(9, 3, 1, 3, 1), same(20, 3, 1, 0, 0)]), "fewer than 10 listeners heard machines' clips"),
    ],
)
def test_without_enough_of_both_origins_there_is_no_accuracy_and_it_is_said_why(counts, because):
    found = detection(counts, HEARD)
    assert found.because == because
    assert (found.accuracy.value, found.sensitivity.value, found.criterion.value) == (None, None, None)
    assert found.accuracy.count == counts[:, ::2].sum()
    assert judge(counts, HEARD, 6).direction == "undecided"


@pytest.mark.parametrize(
    ("counts", "items", "direction"),
    [
        (same(100, 3, 3, 2, 1), 20, "above"),
        (same(100, 3, 1, 2, 2), 20, "below"),
        (same(100, 3, 2, 3, 2), 20, "undecided"),
        (same(100, 3, 3, 2, 1), 5, "undecided"),
    ],
)
def test_a_direction_takes_items_and_both_origins(counts, items, direction):
    assert judge(counts, Heard(items, items, items), 6).direction == direction


def test_where_nobody_can_tell_few_studies_of_many_say_otherwise_at_any_of_many_looks():
    """200 studies of up to 300 listeners who lean to a person by their own taste, looked at after every ten."""
    rng, wrong = np.random.default_rng(11), 0
    for _ in range(200):
        lean = rng.beta(4, 3, 300)
        human = rng.binomial(5, 0.5, 300)
        counts = np.stack([human, rng.binomial(human, lean), 5 - human, rng.binomial(5 - human, lean)], axis=1)
        wrong += any(judge(counts[:listeners], HEARD, 6).direction != "undecided" for listeners in range(20, 301, 10))
    assert wrong <= 0.05 * 200
