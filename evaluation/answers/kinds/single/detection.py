"""Signal detection: human's clips are the signal, "a person" is the response.

Hit rate: of the answers about human's clips, the share that said a person. False-alarm rate: the same of machines'
clips. Accuracy: the mean of the shares of right answers about human's and about machines' clips, so that whoever always
says the same is right in one half whatever the clips were. Sensitivity d' = z(hit rate) - z(false-alarm rate);
criterion c = -(z(hit rate) + z(false-alarm rate)) / 2, above 0 where listeners are reluctant to say a person
(Macmillan & Creelman 2005, Detection Theory, chapters 1 and 2). For d' and c the rates are
(count + 0.5) / (answers + 1), the log-linear correction (Hautus 1995, Behav. Res. Meth. Instrum. Comput. 27, 46-51),
which keeps them finite.

Counts are as `evaluation.statistics.clusters` takes them, shape (listeners, 4): of each listener the answers about
human's clips and those that said a person, then the same of machines' clips.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import norm

from evaluation.statistics.clusters import (
    ANY_LOOK,
    FEWEST_LISTENERS,
    SINGLE_LOOK,
    ClusteredShare,
    Counts,
    Direction,
    Weights,
    estimated,
    mean_of_shares,
    share,
    side_of_chance,
    student,
    variance,
)

ALIKE = "both origins weighted alike"
NO_HUMAN = "no human's clip was heard"
NO_MACHINE = "no machine's clip was heard"
FEW = f"fewer than {FEWEST_LISTENERS} listeners heard {{}} clips"


@dataclass(frozen=True, slots=True)
class Index:
    """d' or c with its interval at 95 % for a single look; None where there is no estimate."""

    value: float | None
    low: float | None
    high: float | None


NO_INDEX = Index(None, None, None)


@dataclass(frozen=True, slots=True)
class Heard:
    """On how many items answers are: about human's clips, about machines', about any."""

    human: int
    machine: int
    any: int


@dataclass(frozen=True, slots=True)
class Detection:
    """What listeners took for a person's. Rates have a count alone below FEWEST_LISTENERS."""

    hits: ClusteredShare
    false_alarms: ClusteredShare
    accuracy: ClusteredShare  # its successes are the right answers
    sensitivity: Index  # d'
    criterion: Index  # c
    because: str  # why there is no accuracy, d' and c; empty if there is


def detection(counts: Counts, heard: Heard) -> Detection:
    """The rates and what follows from them, from the answers of a cell."""
    hits, false_alarms = (
        share(_given(counts[:, place : place + 2]), items) for place, items in ((0, heard.human), (2, heard.machine))
    )
    because = _because(hits, false_alarms)
    weighed = None if because else mean_of_shares(_right(counts))
    interval = weighed.single_look() if weighed else None
    return Detection(
        hits,
        false_alarms,
        estimated(_right(counts), heard.any, weighed, interval, f"{ALIKE}; {SINGLE_LOOK}"),
        NO_INDEX if because else _index(counts, 1, -1),
        NO_INDEX if because else _index(counts, -0.5, -0.5),
        because,
    )


@dataclass(frozen=True, slots=True)
class Judgment:
    """Whether these clips are told apart, safe to look at after any answer."""

    direction: Direction
    accuracy: ClusteredShare  # both origins weighted alike, with an interval for all looks together
    because: str  # why there is none


def judge(counts: Counts, heard: Heard, fewest_items: int) -> Judgment:
    """On which side of one half the accuracy is, if that can be said of so few answers."""
    because = detection(counts, heard).because
    weighed = None if because else mean_of_shares(_right(counts))
    interval = weighed.any_look() if weighed else None
    accuracy = estimated(_right(counts), heard.any, weighed, interval, f"{ALIKE}; {ANY_LOOK}")
    return Judgment(side_of_chance(accuracy) if heard.any >= fewest_items else "undecided", accuracy, because)


def _given(counts: Counts) -> Counts:
    """Without the listeners who gave no such answer."""
    given: Counts = counts[counts[:, 0] > 0]
    return given


def _right(counts: Counts) -> Counts:
    """The same with right answers in place of those that said a person."""
    human, hits, machine, false_alarms = counts.T
    return np.stack([human, hits, machine, machine - false_alarms], axis=1)


def _because(hits: ClusteredShare, false_alarms: ClusteredShare) -> str:
    if not hits.count or not false_alarms.count:
        return NO_HUMAN if not hits.count else NO_MACHINE
    for rate, whose in ((hits, "human's"), (false_alarms, "machines'")):
        if rate.value is None:
            return FEW.format(whose)
    return ""


def _index(counts: Counts, of_hits: float, of_false_alarms: float) -> Index:
    """A sum of the two rates' z with those factors, with Student's interval from its linearized variance.

    Between listeners, and never less than that of independent answers (Gourevitch & Galanter 1967, Psychometrika 32,
    25-33).
    """
    value, independent, weights = 0.0, 0.0, np.zeros(4)
    for place, factor in ((0, of_hits), (2, of_false_alarms)):
        answers, said = counts[:, place : place + 2].sum(axis=0).tolist()
        rate = (said + 0.5) / (answers + 1)
        z = float(ndtri(rate))
        slope = factor / float(norm.pdf(z))
        value += factor * z
        independent += slope**2 * rate * (1 - rate) / answers
        weights[place : place + 2] = slope * np.array([-said / answers, 1]) / answers
    return _interval(value, counts, weights, independent)


def _interval(value: float, counts: Counts, weights: Weights, independent: float) -> Index:
    half = student(len(counts)) * math.sqrt(max(variance(counts, weights), independent))
    return Index(value, value - half, value + half)
