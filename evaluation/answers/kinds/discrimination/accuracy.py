"""How often listeners tell the human's music from the machine's: by variant, and by variant and experience.

The rows of BachBot's two slides (Liang 2016, chapter 7). Chance is 1/2: every question has two sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from evaluation.answers.counted import counted_answers
from evaluation.answers.kinds.discrimination.clusters import Judgment, judge
from evaluation.answers.kinds.discrimination.records import ChoiceRecord
from evaluation.answers.records import ALL
from evaluation.answers.tally import Tally
from evaluation.statistics.clusters import NO_ANSWERS, ClusteredShare, share


@dataclass(frozen=True, slots=True)
class AccuracyTable:
    """The share of right answers by variant and experience (either may be ALL), and what was left out of it."""

    simulated: bool  # whether the answers are our bots' or people's; the two are never mixed
    variants: tuple[str, ...]  # those with answers
    experiences: tuple[str, ...]  # EXPERIENCES, and NOT_GIVEN if any listener's is
    cells: dict[tuple[str, str], ClusteredShare]  # by (variant, experience)
    pairs: dict[str, ClusteredShare]  # by the pair's name
    judgment: Judgment  # of all counted answers together
    human_a: int  # counted answers where the human's music stood on side A
    chose_a: int  # counted answers that chose side A
    repeated: int  # counted answers by a listener who had answered about the same pair before
    excluded: dict[str, int]  # answers left out, by reason
    others: int  # answers by the other kind of listeners, left out too

    @property
    def overall(self) -> ClusteredShare:
        return self.cells[ALL, ALL]

    @property
    def counted(self) -> int:
        return self.overall.count


def accuracy_table(answers: Iterable[ChoiceRecord], simulated: bool | None = None) -> AccuracyTable:
    """The table for people's answers or for simulated ones; by default people's, unless there are only the others."""
    chosen = counted_answers(answers, simulated)
    human_a = np.array([each.human_side == "A" for each in chosen.answers], dtype=bool)
    right = np.array([each.correct for each in chosen.answers], dtype=bool)
    tally = Tally(chosen.answers, ((human_a, right), (~human_a, right)))
    cells = {
        (variant, experience): tally.cell(variant, experience)
        for variant in (*chosen.variants, ALL)
        for experience in (*chosen.experiences, ALL)
    }
    of_pairs = tally.pair.places()
    return AccuracyTable(
        simulated=chosen.simulated,
        variants=chosen.variants,
        experiences=chosen.experiences,
        cells={cell: share(tally.counts(mask), tally.pairs_of(mask)) for cell, mask in cells.items()},
        pairs={
            pair: share(tally.counts(of_pairs[pair]), 1) if pair in of_pairs else NO_ANSWERS for pair in chosen.pairs
        },
        judgment=judge(tally.counts(tally.everything), tally.pairs_of(tally.everything)),
        human_a=int(human_a.sum()),
        chose_a=int((human_a == right).sum()),
        repeated=tally.repeated,
        excluded=chosen.excluded,
        others=chosen.others,
    )
