"""Shares of answers in words, for all kinds of trial: the same on the dashboard, in the terminal and in reports."""

from __future__ import annotations

from evaluation.statistics.clusters import FEWEST_LISTENERS, FEWEST_PAIRS, ClusteredShare
from evaluation.statistics.intervals import Bounded
from generators.counts import counted

FEWEST_ANSWERS = 20  # for a verdict: with fewer, even Wilson's interval around one half is wider than 29 to 71 %


def percent(value: float | None) -> str:
    """For example `58.3 %`, or a dash where there is no value."""
    return "–" if value is None else f"{100 * value:.1f} %"


def interval(estimate: Bounded) -> str:
    """For example `55.2–61.3 %`, or a dash where there is none."""
    if estimate.low is None or estimate.high is None:
        return "–"
    return f"{100 * estimate.low:.1f}–{100 * estimate.high:.1f} %"


def in_full(estimate: Bounded) -> str:
    """For example `58.3 % (55.2–61.3 %, n = 1,000)`; `n = 3` where the listeners are too few for an estimate."""
    if estimate.value is None:
        return percent_and_count(estimate)
    return f"{percent(estimate.value)} ({interval(estimate)}, n = {estimate.count:,})"


def percent_and_count(estimate: Bounded) -> str:
    """For example `58.3 %, n = 1,000`; `n = 3` where the listeners are too few for an estimate."""
    if not estimate.count:
        return "no answers"
    if estimate.value is None:
        return f"n = {estimate.count:,}"
    return f"{percent(estimate.value)}, n = {estimate.count:,}"


def lacking_for_verdict(estimate: ClusteredShare, item: str = "pair") -> str:
    """What must come together for a verdict, of what there is less: `20 answers and 10 listeners`; empty if nothing."""
    needs = (
        (estimate.count, FEWEST_ANSWERS, "answer"),
        (estimate.listeners, FEWEST_LISTENERS, "listener"),
        (estimate.pairs, FEWEST_PAIRS, item),
    )
    lacking = [counted(fewest, noun) for have, fewest, noun in needs if have < fewest]
    return " and ".join([", ".join(lacking[:-1]), lacking[-1]] if len(lacking) > 1 else lacking)


def how_many(estimate: ClusteredShare, item: str = "pair") -> str:
    """For example `120 answers by 30 listeners on 12 pairs`."""
    about = f"on {counted(estimate.pairs, item)}"
    return f"{counted(estimate.count, 'answer')} by {counted(estimate.listeners, 'listener')} {about}"
