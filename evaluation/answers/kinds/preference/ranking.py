"""Makers ranked by the model of Bradley and Terry from all answers together.

By the model (Bradley & Terry 1952, Biometrika 39, 324-345) maker i is preferred to maker j with probability
1 / (1 + exp(ability j - ability i)). Of abilities only differences mean something: here their mean is 0. An answer of
no difference is counted as half an answer for either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components
from scipy.special import expit, logit

from evaluation.answers.kinds.preference.choices import Choices
from evaluation.answers.kinds.preference.comparisons import too_few
from evaluation.statistics.clusters import FEWEST_LISTENERS, any_look, student
from evaluation.statistics.intervals import CONFIDENCE

METHOD = "Bradley-Terry, 95 %, clustered by listener, no difference counted half, on these very items"
EFFECT = 0.3  # on the logit scale, as the mixture sequence of shares has it
CLOSE = 1e-8  # a step of an ability that is none
MOST_STEPS = 1_000  # of Newton's: some ten are usual

Floats = NDArray[np.float64]
Direction = Literal["more", "less", "undecided"]


@dataclass(frozen=True, slots=True)
class Rank:
    """How often a maker would be preferred to another one of these, by the model: the mean over all others."""

    maker: str
    preferred: float  # answers, no difference counted half
    count: int  # answers about this maker
    ability: float | None = None  # None, like all that follows from it, where there is no ranking
    value: float | None = None  # 0 to 1
    low: float | None = None
    high: float | None = None
    preference: Direction = (
        "undecided"  # beside one half, by an interval that holds at any look for all makers together
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """All makers, those first that are preferred most; in the order of their names where that cannot be said."""

    ranks: tuple[Rank, ...]
    reason: str  # why there is no ranking; empty if there is one
    method: str = METHOD


def ranking(choices: Choices) -> Ranking:
    """The ranking, or why the answers give none."""
    wins = choices.wins()
    counts = [_counts(maker, wins[i], wins[:, i]) for i, maker in enumerate(choices.makers)]
    if reason := _no_ranking(choices.listeners, wins):
        return Ranking(tuple(counts), reason)
    ability = abilities(wins)
    values, errors = shares(choices, ability)
    ranks = [
        _estimated(rank, float(ability[i]), float(values[i]), float(errors[i]), choices.listeners, len(counts))
        for i, rank in enumerate(counts)
    ]
    return Ranking(tuple(sorted(ranks, key=lambda rank: -(rank.value or 0))), "")


def _counts(maker: str, won: Floats, lost: Floats) -> Rank:
    return Rank(maker, float(won.sum()), round(float(won.sum() + lost.sum())))


def _estimated(rank: Rank, ability: float, value: float, error: float, listeners: int, makers: int) -> Rank:
    """The rank with its share, the interval, and what may be claimed, from the standard error of the share's logit."""
    middle, reach = float(logit(value)), student(listeners) * error
    missed = (1 - CONFIDENCE) / makers  # Bonferroni's part
    sure = any_look((EFFECT / error) ** 2, listeners, missed) * error
    preference: Direction = "more" if middle > sure else "less" if middle < -sure else "undecided"
    low, high = float(expit(middle - reach)), float(expit(middle + reach))
    return replace(rank, ability=ability, value=value, low=low, high=high, preference=preference)


def _no_ranking(listeners: int, wins: Floats) -> str:
    """Why the answers give no ranking; empty if they do.

    Abilities that fit best exist if, however the makers are divided in two, either part was preferred to the other at
    least once: if the graph of who was preferred to whom is strongly
    connected (Ford 1957, Am. Math. Monthly 64, 28-33).
    """
    if listeners < FEWEST_LISTENERS:
        return too_few(listeners)
    if connected_components(wins, connection="weak")[0] > 1:
        return "some makers were never heard beside any of the others, not even by way of a third"
    if connected_components(wins, connection="strong")[0] > 1:
        return "some makers were preferred in every answer that compares them with the others, or in none"
    return ""


def abilities(wins: Floats) -> Floats:
    """(makers,): the most likely abilities, mean 0, from who was preferred to whom, a strongly connected graph.

    By Newton's method, no ability moving by more than 1 at a time: from far away, a whole step would overshoot. The
    minorization of Hunter 2004, Ann. Statist. 32, 384-406, comes to the same, in up to a million steps.
    """
    compared = wins + wins.T
    ability: Floats = np.zeros(len(wins))
    for _ in range(MOST_STEPS):
        surplus = (wins - compared * expit(ability[:, None] - ability)).sum(axis=1)
        step = independent_covariance(compared, ability) @ surplus
        ability = ability + step / max(1.0, np.abs(step).max())
        if np.abs(step).max() < CLOSE:
            return ability
    raise AssertionError("a strongly connected graph has abilities that fit best")


def independent_covariance(compared: Floats, ability: Floats) -> Floats:
    """(makers, makers): of the abilities, for independent answers: the inverse of the information, but for its mean.

    compared: (makers, makers), how many answers compare the one with the other.
    """
    expected = expit(ability[:, None] - ability)
    weights = compared * expected * (1 - expected)
    mean = np.full(compared.shape, 1 / len(compared))
    inverse: Floats = np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + mean) - mean
    return inverse


def shares(choices: Choices, ability: Floats) -> tuple[Floats, Floats]:
    """(makers,): how often each would be preferred to another one, and the standard errors of these shares' logits.

    By the delta method. No error is smaller than for independent answers.
    """
    expected, others = expit(ability[:, None] - ability), len(ability) - 1
    values = (expected.sum(axis=1) - 0.5) / others
    slopes = expected * (1 - expected) / others
    gradient = np.diag(slopes.sum(axis=1)) - slopes
    wins = choices.wins()
    independent = independent_covariance(wins + wins.T, ability)
    clustered = clustered_covariance(choices, ability, independent)
    variances = [np.diag(gradient @ covariance @ gradient.T) for covariance in (independent, clustered)]
    return values, np.sqrt(np.maximum(*variances)) / (values * (1 - values))


def clustered_covariance(choices: Choices, ability: Floats, independent: Floats) -> Floats:
    """(makers, makers): of the abilities, from the variance between listeners of their scores.

    The sandwich of Liang & Zeger 1986, Biometrika 73, 13-22, for listeners as clusters.
    """
    surplus = choices.worth - expit(ability[choices.a] - ability[choices.b])
    scores = np.zeros((choices.listeners, len(ability)))
    np.add.at(scores, (choices.listener, choices.a), surplus)
    np.add.at(scores, (choices.listener, choices.b), -surplus)
    between = choices.listeners / (choices.listeners - 1) * scores.T @ scores
    clustered: Floats = independent @ between @ independent
    return clustered
