"""Ratings in words: the same sentences on the dashboard, in the terminal and in reports."""

from __future__ import annotations

from evaluation.answers.kinds.rating.records import HIGHEST, LOWEST
from evaluation.answers.kinds.rating.table import Ratings, RatingTable
from evaluation.answers.wording import in_full
from evaluation.statistics.clustered_means import ClusteredMean
from evaluation.statistics.clusters import FEWEST_LISTENERS, ClusteredShare
from generators.counts import counted

OTHERS = "Other clips may come out otherwise."
METHOD = (
    f"Clips are rated from {LOWEST} to {HIGHEST} one at a time, before anything is said of who wrote them; what was "
    "rated can then no longer be changed, and whether a person composed the clip is asked. A mean weighs each "
    "rating alike. A difference is the mean, over the listeners who rated both, of each one’s own mean of the "
    "human’s clips less that of the machines’, so that it does not matter who rates everything high or low. Every "
    "figure is about the very clips that were heard. Intervals are Student’s at 95 %, clustered by listener, for "
    f"shares Wilson’s; they hold for one look, at a time fixed beforehand; of fewer than {FEWEST_LISTENERS} "
    "listeners there is a count alone. The best piece is chosen by its ratings, so that its mean is more likely too "
    "high than too low. Cells by experience are exploratory. Answers given too fast to have heard the clip are "
    "stored and counted, but left out."
)


def mean_in_full(mean: ClusteredMean) -> str:
    """For example `6.92 (6.51 to 7.33, n = 120)`; `n = 3` where the listeners are too few for an estimate."""
    if not mean.count:
        return "no answers"
    if mean.value is None:
        return f"n = {mean.count:,}"
    return f"{mean.value:.2f} ({mean.low:.2f} to {mean.high:.2f}, n = {mean.count:,})"


def mean_and_count(mean: ClusteredMean) -> str:
    """The same without the interval."""
    return mean_in_full(mean) if mean.value is None else f"{mean.value:.2f}, n = {mean.count:,}"


def verdict(table: RatingTable) -> str:
    """What was rated how, so far; a description, which claims nothing of other looks or other clips."""
    overall = table.overall
    if not table.counted:
        return "No ratings yet."
    whose = "simulated listeners (bots, no people) gave" if table.simulated else "listeners gave"
    given = [
        f"the {name} {mean_in_full(mean)}"
        for name, mean in (("human’s", overall.human), ("machines’", overall.machine))
        if mean.count
    ]
    if not any(mean.value is not None for mean in (overall.human, overall.machine)):
        return f"Too early to say: {counted(table.counted, 'rating')} so far, and a mean takes 10 listeners."
    means = f"Of {HIGHEST}, so far, {whose} {' and '.join(given)}, with 95 % intervals for one look."
    return f"{means} {_difference(overall)}{OTHERS}"


def of_pair(found: Ratings | None) -> str:
    """For example `human’s: n = 3; machine’s: no answers`."""
    if found is None or not (found.human.count or found.machine.count):
        return "no answers"
    return f"human’s: {mean_in_full(found.human)}; machine’s: {mean_in_full(found.machine)}"


def deep_jammers(table: RatingTable) -> list[tuple[str, str]]:
    """The four figures that Deep Jammer's survey gave, each with what it is."""
    best = table.best
    lines = [("Mean of the human’s clips", mean_in_full(table.overall.human))]
    if best:
        name = f"Mean of the machines’ best piece, {best.system}’s of {best.pair}"
        compared = (
            f"{best.preferred:,} of {counted(best.both, 'listener')} who rated both; {best.alike:,} gave them the same"
        )
        lines += [(name, mean_in_full(best.mean)), ("Liked that more than the human’s clips", compared)]
    else:
        lines.append(("Mean of the machines’ best piece", _no_best(table.overall.machine)))
    return [*lines, ("Took a human’s clip for a machine’s", times(table.taken_for_machine))]


def times(taken: ClusteredShare) -> str:
    """For example `12 of 60 answers, 20.0 % (11.2–33.1 %, n = 60)`."""
    if not taken.count:
        return "no answers"
    told = f"{taken.successes:,} of {counted(taken.count, 'answer')}"
    return told if taken.value is None else f"{told}, {in_full(taken)}"


def _no_best(machine: ClusteredMean) -> str:
    if not machine.count:
        return "no answers"
    return f"no estimate, because no piece was rated by {FEWEST_LISTENERS} listeners"


def _difference(overall: Ratings) -> str:
    found = overall.difference
    if found.value is None:
        return ""
    more = "higher" if found.value >= 0 else "lower"
    low, high = sorted((abs(found.low or 0.0), abs(found.high or 0.0)))
    both = f"The {counted(found.listeners, 'listener')} who rated both gave the human’s {abs(found.value):.2f} {more}"
    if (found.low or 0.0) * (found.high or 0.0) <= 0:
        return f"{both} ({found.low:.2f} to {found.high:.2f}, which includes no difference). "
    return f"{both} ({low:.2f} to {high:.2f}). "
