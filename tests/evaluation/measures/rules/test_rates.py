"""Rates of sets, and how they stand to Bach; expected intervals come from scipy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom, bootstrap

from evaluation.measures.rules.bach import bach
from evaluation.measures.rules.measuring import Counts
from evaluation.measures.rules.rates import Rate, SetRates, per_100_chords, set_rates
from evaluation.measures.rules.rules import RULES

NAMES = [rule.name for rule in RULES]
FIFTHS = NAMES.index("parallel fifths")


def counts(fifths: int, chords: int, fermatas: int = 0) -> Counts:
    """A piece with parallel fifths and nothing else."""
    broken = tuple(fifths if name == "parallel fifths" else 0 for name in NAMES)
    chances = {"chords": chords, "notes": 3 * chords, "authentic cadences": 0, "fermatas": fermatas}
    return Counts("piece", broken, chances, (0, fermatas, 0, 0, 0))


def fifths(rates: SetRates) -> Rate:
    return rates.rates[FIFTHS]


def test_a_rate_is_of_all_violations_over_all_chances() -> None:
    rate = fifths(set_rates("two", [counts(3, 50), counts(0, 150)], bach(), seed=1))
    assert (rate.violations, rate.chances, rate.pieces, rate.value) == (3, 200, 1, 1.5)
    assert (rate.low, rate.high) == (None, None)  # of two pieces there is no interval


def test_the_interval_is_that_of_a_bootstrap_of_pieces() -> None:
    pieces = [counts(number % 4, 40 + 7 * number) for number in range(20)]
    broken = np.array([piece.broken[FIFTHS] for piece in pieces])
    chords = np.array([piece.chances["chords"] for piece in pieces])
    expected = bootstrap(
        (broken, chords),
        lambda one, other, axis: 100 * one.sum(axis=axis) / other.sum(axis=axis),
        paired=True,
        method="percentile",
        n_resamples=20_000,
        rng=np.random.default_rng(2),
    ).confidence_interval
    rate = fifths(set_rates("twenty", pieces, bach(), seed=1))
    assert (rate.low, rate.high) == pytest.approx((expected.low, expected.high), rel=0.03)


def test_bach_s_range_is_that_of_as_much_of_his_music() -> None:
    """Of a composer whose pieces have 100 chords and either one fifth or none, the range is a binomial's."""
    pieces = [counts(number % 2, 100, fermatas=4) for number in range(200)]
    rate = fifths(set_rates("short", [counts(5, 500), *[counts(0, 100)] * 15], pieces, seed=1))  # 2,000 chords
    low, high = binom(20, 0.5).ppf([0.025, 0.975])
    assert (rate.bach.low, rate.bach.high) == (low / 20, high / 20)
    assert rate.bach.value == 0.5


@pytest.mark.parametrize(("found", "verdict"), [(0, "less"), (8, "as"), (10, "as"), (19, "more")])
def test_a_set_outside_that_range_is_said_to_be(found, verdict) -> None:
    """Ten fifths are expected."""
    pieces = [counts(number % 2, 100, fermatas=4) for number in range(200)]
    assert fifths(set_rates("set", [counts(found, 2_000)], pieces, seed=1)).bach.verdict == f"{verdict} often"


def test_a_few_pieces_without_a_rare_fault_are_not_better_than_bach() -> None:
    rates = set_rates("clean", [counts(0, 80)] * 8, bach(), seed=1)
    assert (fifths(rates).value, fifths(rates).low, fifths(rates).high) == (0, 0, 0)
    assert fifths(rates).bach.verdict == "as often"
    two = set_rates("two", [counts(0, 80)] * 2, bach(), seed=1)
    unisons = two.rates[NAMES.index("parallel unisons")].bach
    assert (unisons.low, unisons.verdict) == (0, "as often")  # his 365 chorales have two


def test_of_sets_of_bach_s_at_most_one_in_twenty_is_outside_his_range_in_any_rule() -> None:
    """With each rule judged by itself it is four in ten: 12 of these 30."""
    outside = 0
    for number in range(30):
        drawn = np.random.default_rng(number).choice(len(bach()), 10, replace=False)
        rates = set_rates("ten", [bach()[place] for place in drawn], bach(), seed=1)
        outside += any(rate.bach.verdict != "as often" for rate in (*rates.rates, rates.total) if rate.bach)
    assert outside <= 3


def test_a_p_value_is_of_the_rule_that_is_farthest_out_and_a_verdict_is_its() -> None:
    """Each piece has a fifth or none, and a crossing or none, at random: of twenty, two binomials and their sum."""
    crossing, spun = NAMES.index("crossing"), np.random.default_rng(5).integers(2, size=(2_000, 2))
    pieces = []
    for one, other in spun.tolist():
        broken = tuple(one if place == FIFTHS else other if place == crossing else 0 for place in range(len(NAMES)))
        pieces.append(replace(counts(0, 100, fermatas=1), broken=broken))
    found = fifths(set_rates("set", [counts(17, 2_000)], pieces, seed=1)).bach
    alone = 2 * binom(20, spun[:, 0].mean()).sf(16)
    assert 1.2 * alone < found.p_value < 3.5 * alone
    assert found.verdict == "more often"


def test_all_rules_together_are_one_figure_of_a_piece_and_of_a_set() -> None:
    pieces = [replace(counts(0, 50), broken=tuple(range(len(NAMES)))), counts(3, 150)]
    total = set_rates("two", pieces, bach(), seed=1).total
    assert (total.rule, total.per, total.violations, total.chances) == ("all rules", "chords", 91 + 3, 200)
    assert total.value == 47
    assert total.bach.value == pytest.approx(100 * 2_074 / 29_788)  # counted in bach.json
    assert [per_100_chords(piece) for piece in pieces] == [182, 2]
    assert per_100_chords(counts(0, 0)) is None


def test_bach_s_chorales_break_the_rules_as_often_as_bach() -> None:
    held = bach()[::3]
    rates = set_rates("a third", held, bach(), seed=1)
    assert sum(rate.bach.verdict != "as often" for rate in rates.rates) <= 2


def test_without_chances_there_is_no_rate() -> None:
    rates = set_rates("no fermatas", [counts(1, 80)] * 6, bach(), seed=1)
    endings = [rate for rate in rates.rates if rate.per in ("fermatas", "authentic cadences")]
    assert len(endings) == 3
    assert {(rate.value, rate.low, rate.high, rate.bach) for rate in endings} == {(None, None, None, None)}
    assert {cadence.share for cadence in rates.cadences} == {None}


def test_cadences_are_shares_of_fermatas_beside_bach_s() -> None:
    rates = set_rates("half", [counts(0, 80, fermatas=3), replace(counts(0, 80), cadences=(1, 0, 0, 0, 0))], bach(), 1)
    assert [(each.kind, each.share) for each in rates.cadences[:2]] == [("authentic", 0.25), ("half", 0.75)]
    assert sum(each.bach for each in rates.cadences) == pytest.approx(1)


def test_the_same_seed_gives_the_same_figures() -> None:
    pieces = bach()[:10]
    assert set_rates("ten", pieces, bach(), seed=1) == set_rates("ten", pieces, bach(), seed=1)
    assert set_rates("ten", pieces, bach(), seed=1) != set_rates("ten", pieces, bach(), seed=2)
