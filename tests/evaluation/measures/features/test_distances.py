"""Distances between sets: by hand, and held against scipy and mgeval's overlap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.spatial.distance import jensenshannon

from evaluation.measures.features.distances import (
    contrasts,
    feature_distances,
    histogram_wasserstein,
    jensen_shannon,
    overlap,
    scalar_wasserstein,
    total_variation,
)
from evaluation.measures.features.features import FEATURES
from evaluation.measures.features.sets import FeatureSet, comparable_features, measure_set, without_tempo

BY_NAME = {feature.name: feature for feature in FEATURES}
RNG = np.random.default_rng(7)


def numbers(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


def pitch_ranges(values) -> FeatureSet:
    return FeatureSet(tuple(map(str, range(len(values)))), {"pitch range": tuple(values)}, ())


def test_wasserstein_is_how_far_values_move() -> None:
    assert scalar_wasserstein(numbers(1, 2, 3), numbers(2, 3, 4)) == pytest.approx(1)
    assert scalar_wasserstein(numbers(0, 0), numbers(0, 3, 3)) == pytest.approx(2)


def test_total_variation_of_mean_histograms() -> None:
    one = np.array([[1, 0, 0], [0, 1, 0]], dtype=float)
    other = np.array([[0, 0.5, 0.5]])
    assert total_variation(one, other) == pytest.approx(0.5)
    assert total_variation(one, np.array([[0.5, 0.5, 0.0]])) == 0  # means agree though no piece does


def test_jensen_shannon_is_scipy_s_squared() -> None:
    one, other = RNG.dirichlet(np.ones(6), 4), RNG.dirichlet(np.ones(6), 3)
    expected = jensenshannon(one.mean(axis=0), other.mean(axis=0), base=2) ** 2
    assert jensen_shannon(one, other) == pytest.approx(expected)
    assert jensen_shannon(np.array([[1.0, 0]]), np.array([[0, 1.0]])) == pytest.approx(1)


def test_wasserstein_of_histograms_is_scipy_s() -> None:
    one, other = RNG.dirichlet(np.ones(5), 4), RNG.dirichlet(np.ones(5), 3)
    positions = np.array([-2.0, -1.5, 0, 1, 4])
    expected = stats.wasserstein_distance(positions, positions, one.mean(axis=0), other.mean(axis=0))
    assert histogram_wasserstein(one, other, positions) == pytest.approx(expected)


def test_overlap_is_mgeval_s() -> None:
    """mgeval integrates the lower of the two densities by quadrature over the range of the distances."""
    one, other = RNG.normal(size=(12, 1)), RNG.normal(0.7, 1, size=(9, 1))
    within = [abs(a - b) for at, a in enumerate(one[:, 0]) for b in one[at + 1 :, 0]]
    between = [abs(a - b) for a in one[:, 0] for b in other[:, 0]]
    densities = stats.gaussian_kde(within), stats.gaussian_kde(between)
    low, high = min(within + between), max(within + between)
    expected = integrate.quad(lambda x: min(density(x)[0] for density in densities), low, high, limit=200)[0]
    assert overlap(one, other) == pytest.approx(expected, abs=1e-4)


def test_sets_far_apart_do_not_overlap_and_equal_values_have_no_density() -> None:
    assert overlap(RNG.normal(size=(9, 1)), RNG.normal(50, 1, size=(9, 1))) == pytest.approx(0, abs=1e-6)
    assert overlap(numbers(1, 1, 1), numbers(1, 2, 3)) is None
    assert overlap(numbers(1, 2), numbers(1, 2)) is None
    assert overlap(numbers(1, 2, 4), np.zeros((0, 1))) is None


def test_a_distance_has_an_interval_and_a_yardstick_from_the_seed() -> None:
    one, other = pitch_ranges(RNG.normal(20, 2, 30)), pitch_ranges(RNG.normal(30, 2, 40))
    [distance] = feature_distances(one, other, [BY_NAME["pitch range"]], seed=1)
    assert (distance.distance, distance.unit) == ("Wasserstein", "semitones")
    assert distance.low < distance.value < distance.high
    assert distance.value == pytest.approx(10, abs=1.5)
    assert distance.halves < distance.halves_high < 3
    assert feature_distances(one, other, [BY_NAME["pitch range"]], seed=1) == (distance,)
    assert feature_distances(one, other, [BY_NAME["pitch range"]], seed=2) != (distance,)


def test_halves_of_one_source_are_as_far_apart_as_two_draws_from_it() -> None:
    draws = [pitch_ranges(RNG.normal(20, 2, 30)) for _ in range(2)]
    [distance] = feature_distances(*draws, [BY_NAME["pitch range"]], seed=1)
    assert distance.value < distance.halves_high


def test_an_ordered_histogram_has_three_distances() -> None:
    shares = [tuple(RNG.dirichlet(np.ones(12), 5)) for _ in range(2)]
    sets = [FeatureSet(tuple("abcde"), {"durations": each}, ()) for each in shares]
    found = feature_distances(*sets, [BY_NAME["durations"]], seed=1)
    assert [each.distance for each in found] == ["total variation", "Jensen-Shannon", "Wasserstein"]


def test_too_few_defined_pieces_give_no_distance() -> None:
    one, few = pitch_ranges([1.0, 2, 3, 4]), pitch_ranges([1.0, 2, 3, None])
    assert feature_distances(one, one, [BY_NAME["pitch range"]], seed=1)
    assert feature_distances(one, few, [BY_NAME["pitch range"]], seed=1) == ()


def test_a_contrast_under_an_order_is_the_distance_of_the_sets_that_it_makes() -> None:
    one, other = pitch_ranges([1.0, None, 2, 3, 4]), pitch_ranges([5.0, 6, 7, None, 9])
    [contrast] = contrasts(one, other, [BY_NAME["pitch range"]])
    assert contrast.under(np.arange(10)) == scalar_wasserstein(numbers(1, 2, 3, 4), numbers(5, 6, 7, 9))
    assert contrast.under(np.arange(10)[::-1]) == scalar_wasserstein(numbers(9, 7, 6, 5), numbers(1, 2, 3, 4))
    order = np.array([3, 5, 8, 1, 0, 9, 2, 7, 4, 6])  # defined ones: 3, 5, 1, 9 | 2, 7, 4, 6
    assert contrast.under(order) == scalar_wasserstein(numbers(3, 5, 1, 9), numbers(2, 7, 4, 6))


def test_a_feature_that_needs_a_tempo_is_left_out_where_one_piece_names_none(hymn) -> None:
    told, untold = hymn(8), replace(hymn(12), tempos=())
    one, other = measure_set([("told", told)]), measure_set([("untold", untold), ("told", hymn(16))])
    assert one.undefined("notes per second") == 0
    features, left_out = comparable_features(one, other)
    assert left_out == {"notes per second": (0, 1)}
    assert "notes per second" not in [each.name for each in features]
    assert comparable_features(one, one)[1] == {}
    assert without_tempo("notes per second", 1, 3) == "notes per second: 1 of 3 pieces names no tempo"
