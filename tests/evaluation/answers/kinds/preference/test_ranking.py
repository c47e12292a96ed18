"""The ranking by Bradley and Terry's model.

Abilities from choix 0.4.1 (`ilsr_pairwise_dense`) of the same answers; their standard errors from statsmodels 0.15.0,
`GLM(..., Binomial())` of the answers on differences of makers with `cov_type="cluster"` by listener, without its small
correction but times 12 / 11, and as it is for independent answers; the larger of the two through the derivatives of the
shares, found numerically.
"""

import math

import numpy as np
import pytest

from evaluation.answers.kinds.preference.choices import Choices
from evaluation.answers.kinds.preference.kind import KIND
from evaluation.answers.kinds.preference.ranking import abilities, ranking
from tests.evaluation.answers.kinds.preference.cast import answers, said

ABILITIES = {"human": 0.37080936, "bachbot": -0.11412577, "ngram": -0.25668359}
SHARES = {
    "human": (0.44080505, 0.63541667, 0.79395743),
    "bachbot": (0.31064658, 0.45833333, 0.61372326),
    "ngram": (0.21573099, 0.40625, 0.62988899),
}


def ranked(records):
    return ranking(Choices.of(records))


def everybody(*preferred, listeners=10):
    """Answers that each of ten listeners gives alike."""
    return [said(side, makers, listener=f"L{i}") for i in range(listeners) for side, makers in preferred]


def test_the_ranking_is_that_of_other_programs():
    ranks = ranked(answers()).ranks
    assert [rank.maker for rank in ranks] == ["human", "bachbot", "ngram"]
    for rank in ranks:
        assert rank.ability == pytest.approx(ABILITIES[rank.maker], abs=1e-7)
        assert (rank.low, rank.value, rank.high) == pytest.approx(SHARES[rank.maker], abs=1e-7)
        assert rank.preference == "undecided"


def test_no_difference_counts_half_for_either():
    assert [(rank.maker, rank.preferred, rank.count) for rank in ranked(answers()).ranks] == [
        ("human", 30.5, 48),
        ("bachbot", 22, 48),
        ("ngram", 19.5, 48),
    ]


def test_which_side_a_maker_was_heard_on_changes_nothing():
    other = {"A": "B", "B": "A", "same": "same"}
    turned = [said(other[each.preferred], (each.maker_b, each.maker_a), listener=each.listener) for each in answers()]
    assert ranked(turned).ranks == ranked(answers()).ranks


def test_of_two_makers_the_share_is_the_plain_one():
    records = everybody(("A", ("human", "x")), ("A", ("human", "x")), ("B", ("human", "x")), ("same", ("human", "x")))
    human, other = ranked(records).ranks
    assert (human.value, other.value) == pytest.approx((2.5 / 4, 1.5 / 4))


def test_abilities_fit_however_lopsided_the_answers_are():
    """At the best fit each maker is preferred as often as expected: Zermelo 1929, Math. Zeitschrift 29, 436-460."""
    for wins in ([[0, 1e5, 0], [0.5, 0, 1e5], [0, 0.5, 0]], [[0, 0.5, 0], [1e5, 0, 0.5], [0, 1e5, 0]]):
        counted = np.array(wins, dtype=float)
        found = abilities(counted)
        expected = [
            sum((counted[i, j] + counted[j, i]) / (1 + math.exp(found[j] - found[i])) for j in range(3))
            for i in range(3)
        ]
        assert expected == pytest.approx(counted.sum(axis=1), abs=1e-3)


AB, CD, BC = ("a", "b"), ("c", "d"), ("b", "c")


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        (everybody(("A", AB), ("B", AB), listeners=9), "there are answers of 9 listeners, and an estimate takes 10"),
        (
            everybody(("A", AB), ("B", AB), ("A", CD), ("B", CD)),
            "some makers were never heard beside any of the others",
        ),
        (everybody(("A", AB)), "some makers were preferred in every answer"),
        (everybody(("A", AB), ("B", AB), ("A", BC)), "some makers were preferred in every answer"),
    ],
)
def test_where_there_is_no_ranking_it_is_said_why(records, reason):
    found = ranked(records)
    assert found.reason.startswith(reason)
    assert all(rank.value is rank.low is rank.high is None for rank in found.ranks)
    assert sum(rank.preferred for rank in found.ranks) == len(records)


def test_one_tie_is_enough_to_bound_how_much_more_a_maker_is_preferred():
    assert ranked(everybody(("A", AB), ("same", AB))).reason == ""


def test_what_nearly_all_say_is_claimed():
    records = [said("A" if i % 5 else "B", AB, listener=f"L{i % 61}", pair=f"p{i % 8}") for i in range(400)]
    first, second = ranked(records).ranks
    assert (first.maker, first.preference, second.preference) == ("a", "more", "less")
    assert "listeners prefer a more and b less than the others of these 2 makers" in KIND.verdict(KIND.analyze(records))


def test_one_listener_who_answers_very_often_makes_nothing_sure():
    """Nine others say as often the one as the other; the tenth prefers a each of 200 times."""
    records = everybody(("A", AB), ("B", AB), listeners=9) + [said("A", AB, listener="L9")] * 200
    first, _ = ranked(records).ranks
    assert (first.maker, first.preference) == ("a", "undecided")
    assert first.high - first.low > 0.15
