"""What chance explains, of all looks together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from scipy import stats

from evaluation.measures.compare.comparison import compare
from evaluation.measures.compare.family import FALSE_ALARM, Order, family_p_values
from evaluation.measures.features.distances import contrasts
from evaluation.measures.features.features import FEATURES

PIECES = 40


def difference(values: np.ndarray, order: Order) -> float:
    """Of the means of two sets of 20."""
    return float(abs(values[order[:20]].mean() - values[order[20:]].mean()))


def noise(looks: int, seed: int) -> dict[str, Callable[[Order], float]]:
    table = np.random.default_rng(seed).normal(size=(looks, PIECES))
    return {f"noise {place}": partial(difference, values) for place, values in enumerate(table)}


def shifted(by: float) -> Callable[[Order], float]:
    return partial(difference, np.random.default_rng(1).normal(size=PIECES) + np.repeat([0, by], 20))


def test_of_one_look_it_is_the_p_value_of_a_permutation_test_by_scipy() -> None:
    values = np.random.default_rng(1).normal(size=PIECES) + np.repeat([0, 0.6], 20)
    expected = stats.permutation_test(
        (values[:20], values[20:]), lambda one, other: abs(one.mean() - other.mean()), alternative="greater"
    )
    found = family_p_values({"means": partial(difference, values)}, PIECES, 4_999, seed=1)
    assert found["means"] == pytest.approx(expected.pvalue, abs=0.01)


def test_beside_thirty_looks_at_noise_the_same_difference_is_no_news() -> None:
    alone = family_p_values({"shifted": shifted(0.9)}, PIECES, 199, seed=1)["shifted"]
    among = family_p_values({"shifted": shifted(0.9)} | noise(30, 2), PIECES, 199, seed=1)["shifted"]
    assert alone <= FALSE_ALARM / 2
    assert among > 2 * FALSE_ALARM


def test_what_is_far_apart_is_found_among_thirty_looks_by_few_mixtures_and_nothing_else_is() -> None:
    found = family_p_values({"shifted": shifted(3)} | noise(30, 2), PIECES, 19, seed=1)
    assert found["shifted"] == 1 / 20  # no mixture of 19 is so far apart in anything
    assert min(p_value for name, p_value in found.items() if name != "shifted") > FALSE_ALARM


def test_sets_that_chance_made_are_flagged_in_one_of_twenty_whatever_is_looked_at() -> None:
    """Each of thirty looks alone would flag nearly all."""
    flagged = sum(
        min(family_p_values(noise(30, seed), PIECES, 19, seed).values()) <= FALSE_ALARM for seed in range(400)
    )
    assert stats.binomtest(flagged, 400, FALSE_ALARM).pvalue > 0.01


def test_a_look_that_does_not_vary_tells_nothing_and_hides_nothing() -> None:
    found = family_p_values({"flat": lambda _: 0.3, "shifted": shifted(3)}, PIECES, 19, seed=1)
    assert found == {"flat": 1.0, "shifted": 1 / 20}
    assert family_p_values({}, PIECES, 19, seed=1) == {}


def test_distances_and_classifiers_are_one_family(drawn) -> None:
    first, second = drawn(20, 1), drawn(20, 2, shift=1.1)
    result = compare(first, second, permutations=39)
    assert set(result.p_values) == {"linear", "trees"} | {each.name for each in result.distances}
    [pitch_range] = contrasts(first, second, [each for each in FEATURES if each.name == "pitch range"])
    alone = family_p_values({pitch_range.name: pitch_range.under}, 40, 39, seed=1)
    assert alone[pitch_range.name] < result.p_values[pitch_range.name]


def test_sets_that_differ_are_apart_and_two_draws_of_one_source_are_not(drawn) -> None:
    result = compare(drawn(40, 1), drawn(40, 5, shift=5), permutations=19)
    assert result.apart("pitch range, Wasserstein")
    assert result.apart("trees")
    same = compare(drawn(40, 3), drawn(40, 4), permutations=19)
    assert not any(map(same.apart, same.p_values))
