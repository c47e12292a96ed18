"""How often listeners tell the human's music from the machine's: by variant, and by variant and experience.

The rows of BachBot's two slides (Liang 2016, chapter 7). Chance is 1/2: every question has two sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.answers.counted import counted_answers
from evaluation.answers.kinds.discrimination.clusters import NOT_HEARD, Counts, Judgment, accuracy, judge
from evaluation.answers.kinds.discrimination.records import Accuracy, ChoiceRecord
from evaluation.answers.records import ALL, EXPERIENCES, NOT_GIVEN

Places = NDArray[np.int64]  # of some answers, where they stand
Chosen = NDArray[np.bool_] | Places  # of each answer, whether it is meant; or where those stand that are


@dataclass(frozen=True, slots=True)
class AccuracyTable:
    """The share of right answers by variant and experience (either may be ALL), and what was left out of it."""

    simulated: bool  # whether the answers are our bots' or people's; the two are never mixed
    variants: tuple[str, ...]  # those with answers
    experiences: tuple[str, ...]  # EXPERIENCES, and NOT_GIVEN if any listener's is
    cells: dict[tuple[str, str], Accuracy]  # by (variant, experience)
    pairs: dict[str, Accuracy]  # by the pair's name
    judgment: Judgment  # of all counted answers together
    human_a: int  # counted answers where the human's music stood on side A
    chose_a: int  # counted answers that chose side A
    repeated: int  # counted answers by a listener who had answered about the same pair before
    excluded: dict[str, int]  # answers left out, by reason
    others: int  # answers by the other kind of listeners, left out too

    @property
    def overall(self) -> Accuracy:
        return self.cells[ALL, ALL]

    @property
    def counted(self) -> int:
        return self.overall.count


def accuracy_table(answers: Iterable[ChoiceRecord], simulated: bool | None = None) -> AccuracyTable:
    """The table for people's answers or for simulated ones; by default people's, unless there are only the others."""
    chosen = counted_answers(answers, simulated)
    counted = _Answers(chosen.answers)
    of_pairs = counted.pair.places()
    experiences = EXPERIENCES + (NOT_GIVEN,) * any(each.experience == NOT_GIVEN for each in chosen.asked_for)
    return AccuracyTable(
        simulated=chosen.simulated,
        variants=chosen.variants,
        experiences=experiences,
        cells={
            (variant, experience): counted.of_cell(variant, experience)
            for variant in (*chosen.variants, ALL)
            for experience in (*experiences, ALL)
        },
        pairs={pair: counted.accuracy(of_pairs[pair]) if pair in of_pairs else NOT_HEARD for pair in chosen.pairs},
        judgment=counted.judgment(),
        human_a=int(counted.human_a.sum()),
        chose_a=counted.chose_a,
        repeated=counted.repeated,
        excluded=chosen.excluded,
        others=chosen.others,
    )


class _Column:
    """A text of each answer, as whole numbers that stand for the different texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.numbers: dict[str, int] = {}
        self.codes = np.array([self.numbers.setdefault(text, len(self.numbers)) for text in texts], dtype=np.int64)

    def places(self) -> dict[str, Places]:
        """Where the answers of each text stand: found for all texts at once, however many there are."""
        ends = np.cumsum(np.bincount(self.codes, minlength=len(self.numbers)))
        return dict(zip(self.numbers, np.split(np.argsort(self.codes, kind="stable"), ends)[:-1], strict=True))

    def has(self, text: str) -> NDArray[np.bool_]:
        """Which answers have that text."""
        return np.equal(self.codes, self.numbers.get(text, -1))


class _Answers:
    """Answers as arrays of one length, so that a million of them are counted in seconds."""

    def __init__(self, answers: Sequence[ChoiceRecord]) -> None:
        self.listener = _Column(each.listener for each in answers)
        self.pair = _Column(each.pair for each in answers)
        self.variant = _Column(each.variant for each in answers)
        self.experience = _Column(each.experience for each in answers)
        self.human_a = np.array([each.human_side == "A" for each in answers], dtype=bool)
        self.right = np.array([each.correct for each in answers], dtype=bool)

    def of_cell(self, variant: str, experience: str) -> Accuracy:
        chosen = self.variant.has(variant) if variant != ALL else self.everything
        return self.accuracy(chosen & self.experience.has(experience) if experience != ALL else chosen)

    def accuracy(self, chosen: Chosen) -> Accuracy:
        return accuracy(self.by_listener(chosen), self.pairs_of(chosen))

    def judgment(self) -> Judgment:
        return judge(self.by_listener(self.everything), self.pairs_of(self.everything))

    @property
    def everything(self) -> NDArray[np.bool_]:
        return np.ones(len(self.right), bool)

    def by_listener(self, chosen: Chosen) -> Counts:
        """The chosen answers of each listener who gave any, counted as `clusters` asks for."""
        listeners, place = np.unique(self.listener.codes[chosen], return_inverse=True)
        human_a, right = self.human_a[chosen], self.right[chosen]
        kinds = (human_a, human_a & right, ~human_a, ~human_a & right)
        return np.stack([np.bincount(place[kind], minlength=len(listeners)) for kind in kinds], axis=1)

    def pairs_of(self, chosen: Chosen) -> int:
        return len(np.unique(self.pair.codes[chosen]))

    @property
    def chose_a(self) -> int:
        return int((self.human_a == self.right).sum())

    @property
    def repeated(self) -> int:
        """How many are by a listener who had answered about the same pair before."""
        asked = self.listener.codes * (len(self.pair.numbers) + 1) + self.pair.codes
        return len(asked) - len(np.unique(asked))
