"""Preferences in words: the same on the dashboard and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.answers.kinds.preference.ranking import Rank
from evaluation.answers.kinds.preference.records import HUMAN
from evaluation.answers.kinds.preference.table import ItemChoices, PreferenceTable
from evaluation.answers.wording import FEWEST_ANSWERS, percent
from evaluation.statistics.clusters import FEWEST_LISTENERS, FEWEST_PAIRS
from generators.counts import counted

ESTIMAND = "answers about it, on the very items that were heard, so far"
OTHERS = "Other items may come out otherwise."
METHOD = (
    "An answer of no difference is counted as half an answer for either side. Of each two makers that were heard "
    "beside each other there is the share in which the first was preferred; its interval is Wilson's at 95 %, for "
    "as many independent answers as the listeners' answers are worth, which resemble each other. The ranking takes "
    "all answers together, by the model of Bradley and Terry: every maker has one strength, and which of two is "
    "preferred depends on these alone. It gives for each maker the share in which its music would be preferred to "
    "that of another of these makers, the mean over all others, with an interval at 95 % from the variance between "
    f"listeners; how far it fits can be seen by each two makers. Of fewer than {FEWEST_LISTENERS} listeners there "
    "are counts alone, and no ranking where makers were not compared with each other, or some always preferred. All "
    "is about the very items that were heard. The intervals hold for one look, at a time fixed beforehand. So the "
    "sentence at the top uses wider ones, which for all makers together miss at any look in at most one study of "
    "twenty. Answers given too fast to have heard both clips are stored and counted, but left out."
)


def named(maker: str) -> str:
    """A maker in words."""
    return "a person" if maker == HUMAN else maker


def item_in_words(item: ItemChoices | None) -> str:
    """For example `a person 12, bachbot 3, no difference 2`."""
    if item is None:
        return "no answers"
    return ", ".join(
        [*(f"{named(maker)} {count}" for maker, count in item.chosen.items()), f"no difference {item.same}"]
    )


def verdict(table: PreferenceTable) -> str:
    """Whose music is preferred more or less than that of the others, so far; nothing is claimed from too little.

    It is true however often one looks, for all makers together.
    """
    if not table.counted:
        return "No answers to judge by yet."
    if table.counted < FEWEST_ANSWERS or len(table.items) < FEWEST_PAIRS:
        needed = f"{counted(FEWEST_ANSWERS, 'answer')} on {counted(FEWEST_PAIRS, 'item')}"
        return f"Too early to say: {_counts(table)} so far, and a verdict takes at least {needed}."
    if table.ranking.reason:
        return f"No verdict from {_counts(table)} so far, because {table.ranking.reason}."
    return _ranked(table)


def _ranked(table: PreferenceTable) -> str:
    ranks = table.ranking.ranks
    more, less = ([rank for rank in ranks if rank.preference == how] for how in ("more", "less"))
    listeners = "simulated listeners (bots, no people)" if table.simulated else "listeners"
    others = f"the others of these {len(ranks)} makers"
    if not more and not less:
        return (
            f"Undecided: on these very items, so far, {_counts(table)} show neither that {listeners} prefer any maker "
            f"more or less than {others}, nor that all is alike to them."
        )
    shares = ", ".join(f"{named(each.maker)} {percent(each.value)}" for each in ranks)
    claims = [f"{_listed(some)} {how}" for some, how in ((more, "more"), (less, "less")) if some]
    return (
        f"On these very items, so far, {listeners} prefer {' and '.join(claims)} than {others} ({_counts(table)}). "
        f"Shares preferred to another of them: {shares}. "
        f"{OTHERS}"
    )


def _listed(ranks: Sequence[Rank]) -> str:
    names = [named(rank.maker) for rank in ranks]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _counts(table: PreferenceTable) -> str:
    about = f"on {counted(len(table.items), 'item')}"
    return f"{counted(table.counted, 'answer')} by {counted(table.listeners, 'listener')} {about}"
