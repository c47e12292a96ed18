"""A score against luck and others. Probabilities from scipy's binomial distribution."""

import pytest
from scipy.stats import binom

from turing.survey.scores.picture import BOTTOM, columns
from turing.survey.scores.standing import Standing, sentences

NOBODY = (0,) * 6


@pytest.mark.parametrize("trials", [1, 5, 12])
def test_luck_is_the_binomial_distribution_at_one_half(trials):
    for score in range(trials + 1):
        held = Standing(score, trials, (0,) * (trials + 1), "novices")
        assert float(held.luck) == pytest.approx(binom.sf(score - 1, trials, 0.5))
        assert float(held.chance[score]) == pytest.approx(binom.pmf(score, trials, 0.5))


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0, "Luck alone never does worse."),
        (1, "Luck alone nearly always does at least this well."),
        (2, "Luck alone does at least this well about four times in five."),
        (3, "Luck alone does at least this well one time in two."),
        (4, "Luck alone does at least this well about one time in five."),
        (5, "Luck alone does this only one time in 32."),
    ],
)
def test_with_nobody_to_compare_with_the_sentence_speaks_of_luck(score, words):
    assert sentences(Standing(score, 5, NOBODY, "novices")) == (words,)


@pytest.mark.parametrize(
    ("score", "others", "words"),
    [
        (4, (0, 2, 10, 20, 13, 3), "Better than two in three of the 48 other novices so far."),
        (5, (0, 2, 10, 20, 13, 3), "Better than about nine in ten of the 48 other novices so far."),
        (2, (1, 1, 10, 20, 13, 3), "Better than 2 of the 48 other novices so far."),
        (0, (1, 1, 10, 20, 13, 3), "None of the 48 other novices so far had fewer."),
        (5, (0, 0, 0, 5, 5, 0), "Better than all 10 other novices so far."),
    ],
)
def test_a_sentence_says_whom_the_listener_did_better_than(score, others, words):
    compared, luck = sentences(Standing(score, 5, others, "novices"))
    assert compared == words
    assert (luck,) == sentences(Standing(score, 5, NOBODY, "novices"))


def test_nine_others_are_too_few_to_compare_with():
    assert not Standing(4, 5, (0, 0, 0, 9, 0, 0), "novices").is_comparable
    assert Standing(4, 5, (0, 0, 0, 10, 0, 0), "novices").is_comparable


def test_the_picture_has_a_column_a_score_in_proportion_and_marks_one():
    drawn = columns(Standing(4, 5, (0, 0, 0, 10, 0, 0), "novices"))
    assert [column.label for column in drawn if column.own] == [4]
    assert [column.others.height for column in drawn if column.others] == [0, 0, 0, BOTTOM - 40, 0, 0]
    assert drawn[1].luck.height == pytest.approx(5 * drawn[0].luck.height, rel=0.02)  # 5/32 against 1/32
    assert all(column.others is None for column in columns(Standing(4, 5, NOBODY, "novices")))
