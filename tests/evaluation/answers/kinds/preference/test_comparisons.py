"""Each two makers compared.

Intervals by statsmodels 0.15.0, `proportion_confint(..., method="wilson")`, of as many answers as they are worth: the
share's variance from the listeners' residuals times 12 / 11, the quantile Student's with 11 degrees of freedom.
"""

import pytest

from evaluation.answers.kinds.preference.comparisons import comparisons
from tests.evaluation.answers.kinds.preference.cast import answers, said

WILSON = {
    ("human", "bachbot"): (0.50453882, 0.72916667, 0.87681856),
    ("human", "ngram"): (0.31538829, 0.54166667, 0.75197163),
    ("bachbot", "ngram"): (0.40086371, 0.64583333, 0.83249520),
}


def test_each_two_makers_have_a_share_with_its_interval():
    found = comparisons(answers())
    assert [(each.first, each.second) for each in found] == list(WILSON)
    for each in found:
        assert (each.low, each.value, each.high) == pytest.approx(WILSON[each.first, each.second], abs=1e-7)
        assert (each.count, each.listeners, each.items, each.reason) == (24, 12, 8, "")


def test_the_counts_are_of_what_was_said():
    found = {(each.first, each.second): (each.preferred, each.same) for each in comparisons(answers())}
    assert found == {("human", "bachbot"): (16, 3), ("human", "ngram"): (12, 2), ("bachbot", "ngram"): (15, 1)}


def test_nine_listeners_give_counts_alone_and_why():
    (found,) = comparisons([said("A", listener=f"L{i}") for i in range(9)])
    assert (found.value, found.low, found.high, found.count) == (None, None, None, 9)
    assert found.reason == "there are answers of 9 listeners, and an estimate takes 10"


def test_where_all_hear_no_difference_the_share_is_one_half():
    (found,) = comparisons([said("same", listener=f"L{i}") for i in range(10)])
    assert found.value == 0.5
    assert found.low < 0.5 < found.high
