"""Estimates in words: the same sentences on the dashboard, in the terminal and in reports."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable
from evaluation.answers.wording import how_many, interval, lacking_for_verdict, percent
from evaluation.statistics.clusters import CHANCE, FEWEST_LISTENERS, ClusteredShare
from generators.counts import counted

ESTIMAND = "right answers on the very pairs that were heard, so far"
OTHERS = "Other pairs may come out otherwise."


@dataclass(frozen=True, slots=True)
class Words:
    """What kinds of trial that ask for the human's music among two call it."""

    asked_for: str  # of the human's, what an answer is to choose
    mistaken: str  # what listeners do who choose the machine's
    clips: str  # that are to be heard before an answer

    @property
    def method(self) -> str:
        """How the figures are made."""
        return (
            f"Accuracy is the share of answers that chose {self.asked_for}; guessing gives 50 %. Every figure is about "
            "the very pairs that were heard, and says nothing of others made the same way. Intervals are Wilson's at "
            "95 %, for as many independent answers as the listeners' answers are worth, which resemble each other; of "
            f"fewer than {FEWEST_LISTENERS} listeners there is a count alone. They hold for one look, at a time fixed "
            "beforehand: looked at after every 20 answers, one misses the truth at some look in three to four of ten "
            "studies. So the sentence at the top uses a wider interval, which misses at any look in at most one study "
            "of twenty; and it says more or less than guessing only if that also holds with both sides weighted alike, "
            "since whoever always chooses A is right wherever the human's music stands there. Cells by experience are "
            "exploratory: among many intervals some miss the truth by chance alone. Failing to beat 50 % is not proof "
            f"that listeners cannot tell. Answers given too fast to have heard {self.clips} are stored and counted, "
            "but left out."
        )


WORDS = Words("the human's music", "take the machine for the human", "both clips")


def verdict(table: AccuracyTable, words: Words = WORDS) -> str:
    """What the answers say of the very pairs that were heard, so far, with estimate, interval and counts.

    It is true however often one looks, and claims nothing from too few answers, listeners or pairs, nor of answers that
    a liking for one side explains.
    """
    judged = table.judgment
    if not judged.estimate.count:
        return "No answers to judge by yet."
    if lacking := lacking_for_verdict(judged.estimate):
        return f"Too early to say: {how_many(judged.estimate)} so far, and a verdict takes at least {lacking}."
    listeners = "simulated listeners (bots, no people)" if table.simulated else "listeners"
    place, figures = f"n these {judged.estimate.pairs:,} pairs, so far,", _figures(judged.estimate)
    if judged.direction == "undecided":
        return f"Undecided: o{place} {figures}, {_why_undecided(table, listeners)}."
    deed = "do better than guessing" if judged.direction == "above" else words.mistaken
    return f"O{place} {listeners} {deed}: {figures}, and guessing gives 50 %. {OTHERS}"


def _figures(estimate: ClusteredShare) -> str:
    return (
        f"{percent(estimate.value)} of {counted(estimate.count, 'answer')} by "
        f"{counted(estimate.listeners, 'listener')} are right (95 % interval at any look: {interval(estimate)})"
    )


def _why_undecided(table: AccuracyTable, listeners: str) -> str:
    """Why nothing is claimed: a liking for one side may explain the figure, or chance may."""
    count, balanced = table.judgment.estimate.count, table.judgment.balanced
    if table.chose_a in (0, count):
        return f"but everybody always chose {'A' if table.chose_a else 'B'}"
    if balanced is None:
        side = "A" if table.human_a else "B"
        return f"but the human's music always stood on side {side}, so that whoever likes that side is right"
    neither = f"which neither shows that {listeners} can tell these pairs apart nor that they cannot"
    if _excludes_chance(table.judgment.estimate):
        return (
            f"but A was chosen in {percent(table.chose_a / count)} of them, and with both sides weighted alike it is "
            f"{percent(balanced.value)} ({interval(balanced)}), {neither}"
        )
    return neither


def _excludes_chance(estimate: ClusteredShare) -> bool:
    return estimate.low is not None and estimate.high is not None and not estimate.low <= CHANCE <= estimate.high
