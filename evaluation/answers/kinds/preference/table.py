"""What preferences come to: a ranking of the makers, and each two of them compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.answers.counted import counted_answers
from evaluation.answers.kinds.preference.choices import Choices
from evaluation.answers.kinds.preference.comparisons import Comparison, comparisons
from evaluation.answers.kinds.preference.ranking import Ranking, ranking
from evaluation.answers.kinds.preference.records import PREFERRED, SAME, PreferenceRecord, order


@dataclass(frozen=True, slots=True)
class ItemChoices:
    """How often each maker's version of one item was preferred."""

    chosen: dict[str, int]  # by maker, people first: of all that were heard
    same: int
    count: int


@dataclass(frozen=True, slots=True)
class PreferenceTable:
    """The figures by people's answers or by simulated ones, and what was left out."""

    simulated: bool
    variants: tuple[str, ...]  # those with answers
    ranking: Ranking
    comparisons: tuple[Comparison, ...]
    items: dict[str, ItemChoices]  # by the item's name, those with counted answers
    preferred: dict[str, int]  # counted answers by what they say: sides A and B, and no difference
    listeners: int  # who gave the counted answers
    repeated: int  # counted answers by a listener who had answered about the same item before
    excluded: dict[str, int]  # answers left out, by reason
    others: int  # answers by the other kind of listeners, left out too

    @property
    def counted(self) -> int:
        return sum(self.preferred.values())


def preference_table(answers: Iterable[PreferenceRecord], simulated: bool | None = None) -> PreferenceTable:
    """The figures by people's answers or by simulated ones; by default people's, unless there are only the others."""
    chosen = counted_answers(answers, simulated)
    choices = Choices.of(chosen.answers)
    by_item: dict[str, list[PreferenceRecord]] = {}
    for each in chosen.answers:
        by_item.setdefault(each.pair, []).append(each)
    said = Counter(each.preferred for each in chosen.answers)
    return PreferenceTable(
        simulated=chosen.simulated,
        variants=chosen.variants,
        ranking=ranking(choices),
        comparisons=comparisons(chosen.answers),
        items={item: _choices_about(by_item[item]) for item in sorted(by_item)},
        preferred={each: said[each] for each in PREFERRED},
        listeners=choices.listeners,
        repeated=len(chosen.answers) - len({(each.listener, each.pair) for each in chosen.answers}),
        excluded=chosen.excluded,
        others=chosen.others,
    )


def _choices_about(answers: list[PreferenceRecord]) -> ItemChoices:
    chosen = Counter(each.chosen for each in answers)
    makers = sorted({maker for each in answers for maker in (each.maker_a, each.maker_b)}, key=order)
    same = sum(each.preferred == SAME for each in answers)
    return ItemChoices({maker: chosen[maker] for maker in makers}, same, len(answers))
