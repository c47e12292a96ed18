"""What listeners took for a person's: by variant and experience, by system, by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.answers.counted import counted_answers
from evaluation.answers.kinds.single.detection import Detection, Heard, Judgment, detection, judge
from evaluation.answers.kinds.single.records import SingleRecord
from evaluation.answers.origins import HUMAN, MACHINE
from evaluation.answers.records import ALL, NOT_GIVEN
from evaluation.answers.tally import Chosen, Column, Tally
from evaluation.statistics.clusters import FEWEST_PAIRS, ClusteredShare, share


@dataclass(frozen=True, slots=True)
class DetectionTable:
    """The rates by variant and experience (either may be ALL), and what was left out of them."""

    simulated: bool
    variants: tuple[str, ...]
    experiences: tuple[str, ...]
    cells: dict[tuple[str, str], Detection]  # by (variant, experience)
    systems: dict[str, ClusteredShare]  # how often each system's clips were called human
    pairs: dict[str, Detection]  # by the item's name
    judgment: Judgment  # of all counted answers together
    repeated: int  # counted answers by a listener who had answered about the same item before
    excluded: dict[str, int]
    others: int

    @property
    def overall(self) -> Detection:
        return self.cells[ALL, ALL]

    @property
    def counted(self) -> int:
        return self.overall.accuracy.count


def detection_table(answers: Sequence[SingleRecord], simulated: bool | None = None) -> DetectionTable:
    """The table for people's answers or for simulated ones; by default people's, unless there are only the others."""
    chosen = counted_answers(answers, simulated)
    tally = _Clips(chosen.answers)
    of_pairs = tally.pair.places()
    nothing = np.zeros(0, dtype=np.int64)
    return DetectionTable(
        simulated=chosen.simulated,
        variants=chosen.variants,
        experiences=chosen.experiences,
        cells={
            (variant, experience): tally.detection(tally.cell(variant, experience))
            for variant in (*chosen.variants, ALL)
            for experience in (*chosen.experiences, ALL)
        },
        systems=tally.by_system(),
        pairs={pair: tally.detection(of_pairs.get(pair, nothing)) for pair in chosen.pairs},
        judgment=judge(tally.counts(tally.everything), tally.heard(tally.everything), FEWEST_PAIRS),
        repeated=tally.repeated,
        excluded=chosen.excluded,
        others=chosen.others,
    )


class _Clips(Tally):
    """Answers about human's clips and about machines', and those of either that said a person."""

    def __init__(self, answers: Sequence[SingleRecord]) -> None:
        self.human = np.array([each.origin == HUMAN for each in answers], dtype=bool)
        called_human = np.array([each.judged == HUMAN for each in answers], dtype=bool)
        super().__init__(answers, ((self.human, called_human), (~self.human, called_human)))
        self.system = Column((each.system or NOT_GIVEN) if each.origin == MACHINE else "" for each in answers)

    def detection(self, chosen: Chosen) -> Detection:
        return detection(self.counts(chosen), self.heard(chosen))

    def heard(self, chosen: Chosen) -> Heard:
        pairs, human = self.pair.codes[chosen], self.human[chosen]
        return Heard(*(len(np.unique(pairs[which])) for which in (human, ~human, ...)))

    def by_system(self) -> dict[str, ClusteredShare]:
        places = {system: place for system, place in sorted(self.system.places().items()) if system}
        return {system: share(self.counts(place)[:, 2:], self.pairs_of(place)) for system, place in places.items()}
