"""The rates in words: the same sentences on the dashboard, in the terminal and in reports."""

from __future__ import annotations

from evaluation.answers.kinds.single.detection import NO_HUMAN, NO_MACHINE, Detection, Index
from evaluation.answers.kinds.single.table import DetectionTable
from evaluation.answers.wording import how_many, in_full, interval, lacking_for_verdict, percent
from evaluation.statistics.clusters import FEWEST_LISTENERS
from generators.counts import counted

OTHERS = "Other clips may come out otherwise."
METHOD = (
    "Hit rate: of the answers about human's clips, the share that said a person. False-alarm rate: the same of "
    "machines' clips. Accuracy: the mean of the shares of right answers about human's and about machines' clips; "
    "whoever guesses, or always says the same, is right in 50 %. Sensitivity d′ = z(hit rate) − z(false-alarm "
    "rate); criterion c = −(z(hit rate) + z(false-alarm rate)) / 2, above 0 where listeners are reluctant to say a "
    "person; both of all listeners' answers together, with the log-linear correction (Hautus 1995). Where clips of "
    "one origin alone were heard there is that origin's rate, and neither accuracy nor d′ nor c. Every figure is "
    "about the very clips that were heard. Intervals are at 95 %, for as many independent answers as the listeners' "
    "answers are worth, which resemble each other: Wilson's for shares, Student's for d′ and c; where fewer than "
    f"{FEWEST_LISTENERS} listeners heard such clips there is a count alone. They hold for one look, at a time fixed "
    "beforehand. The sentence at the top uses a wider interval, which holds at all looks together. Cells by "
    "experience are exploratory. Failing to beat 50 % is not proof that listeners cannot tell. Answers given too "
    "fast to have heard the clip are stored and counted, but left out."
)


def verdict(table: DetectionTable) -> str:
    """What the answers say of the very clips that were heard, so far; true however often one looks."""
    accuracy, overall = table.judgment.accuracy, table.overall
    if not accuracy.count:
        return "No answers to judge by yet."
    if table.judgment.because in (NO_HUMAN, NO_MACHINE):
        return _of_one_origin(overall)
    if lacking := lacking_for_verdict(accuracy, "item"):
        return f"Too early to say: {how_many(accuracy, 'item')} so far, and a verdict takes at least {lacking}."
    if table.judgment.because:
        return f"Too early to say: {how_many(accuracy, 'item')} so far, but {table.judgment.because}."
    listeners = "simulated listeners (bots, no people)" if table.simulated else "listeners"
    place, figures = f"n these {accuracy.pairs:,} items, so far,", _figures(table)
    if table.judgment.direction == "undecided":
        neither = f"which neither shows that {listeners} can tell these clips apart nor that they cannot"
        return f"Undecided: o{place} {figures}, {neither}. {_rates(overall)}"
    deed = "do better than guessing" if table.judgment.direction == "above" else "do worse than guessing"
    return f"O{place} {listeners} {deed}: {figures}, and guessing gives 50 %. {_rates(overall)} {OTHERS}"


def of_pair(found: Detection | None) -> str:
    """For example `human’s: n = 3; machine’s: no answers`."""
    if found is None or not found.accuracy.count:
        return "no answers"
    return f"human’s: {in_full(found.hits)}; machine’s: {in_full(found.false_alarms)}"


def number(index: Index) -> str:
    """For example `0.53 (0.21 to 0.85)`, or a dash where there is none."""
    if index.value is None:
        return "–"
    return f"{index.value:.2f} ({index.low:.2f} to {index.high:.2f})"


def accuracy_in_full(found: Detection) -> str:
    """As in_full, or why there is no estimate."""
    if found.because and found.accuracy.count:
        return f"no estimate, because {found.because}"
    return in_full(found.accuracy)


def _of_one_origin(overall: Detection) -> str:
    """Of a study whose clips are all machines', or all human's."""
    is_human = overall.hits.count > 0
    rate = overall.hits if is_human else overall.false_alarms
    whose, name, other = ("human’s", "hit", "false-alarm") if is_human else ("machines’", "false-alarm", "hit")
    return (
        f"Only {whose} clips were heard so far: a person was said in {rate.successes:,} of "
        f"{counted(rate.count, 'answer')} by {counted(rate.listeners, 'listener')}. This gives a {name} rate alone, no "
        f"{other} rate and no accuracy: nothing is said about telling the two apart."
    )


def _figures(table: DetectionTable) -> str:
    accuracy = table.judgment.accuracy
    return (
        f"{percent(accuracy.value)} of {counted(accuracy.count, 'answer')} by "
        f"{counted(accuracy.listeners, 'listener')} are right, both origins weighted alike (95 % interval at any look: "
        f"{interval(accuracy)})"
    )


def _rates(overall: Detection) -> str:
    return (
        f"A person was said of the human’s clips in {percent(overall.hits.value)} of {overall.hits.count:,}, of the "
        f"machines’ in {percent(overall.false_alarms.value)} of {overall.false_alarms.count:,}."
    )
