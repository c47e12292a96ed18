"""Estimates in words: the same sentences on the dashboard, in the terminal and in reports."""

from __future__ import annotations

from evaluation.statistics.accuracy import CHANCE, AccuracyTable
from evaluation.statistics.records import Estimate

FEWEST = 20  # answers for a verdict: with fewer, even the interval around one half is wider than 29 to 71 %

METHOD = (
    "Accuracy is the share of answers that chose the human's music; guessing gives 50 %. Intervals are Wilson score "
    "intervals at 95 % (Wilson 1927). They take all answers to be independent; answers by one listener, or about one "
    "pair, resemble each other, so the true uncertainty is somewhat larger. Cells by experience are exploratory: among "
    "many intervals some miss the truth by chance alone. Failing to beat 50 % is not proof that listeners cannot tell. "
    "Answers given too fast to have heard both clips are stored and counted, but left out."
)


def percent(value: float | None) -> str:
    """For example `58.3 %`, or a dash where there is no value."""
    return "–" if value is None else f"{100 * value:.1f} %"


def interval(estimate: Estimate) -> str:
    """For example `55.2–61.3 %`."""
    if estimate.low is None or estimate.high is None:
        return "–"
    return f"{100 * estimate.low:.1f}–{100 * estimate.high:.1f} %"


def in_full(estimate: Estimate) -> str:
    """For example `58.3 % (55.2–61.3 %, n = 1,000)`."""
    if not estimate.count:
        return "no answers"
    return f"{percent(estimate.value)} ({interval(estimate)}, n = {estimate.count:,})"


def reason(excluded: str) -> str:
    """Why answers are left out, in words."""
    return excluded.replace("_", " ")


def verdict(table: AccuracyTable) -> str:
    """Whether listeners can tell, in one sentence with the estimate, its interval and its count."""
    overall = table.overall
    listeners = "Simulated listeners (bots, no people)" if table.simulated else "Listeners"
    if overall.low is None or overall.high is None:
        return "No answers to judge by yet."
    if overall.count < FEWEST:
        answers = "answer" if overall.count == 1 else "answers"
        return f"Too early to say: {overall.count} {answers} so far, and a verdict takes at least {FEWEST}."
    figures = f"{percent(overall.value)} of {overall.count:,} answers are right (95 % interval {interval(overall)})"
    if overall.low > CHANCE:
        return f"{listeners} do better than guessing: {figures}, and guessing gives 50 %."
    if overall.high < CHANCE:
        return f"{listeners} take the machine for the human: {figures}, and guessing gives 50 %."
    return f"Undecided: {figures}, which neither shows that {listeners.lower()} can tell nor that they cannot."
