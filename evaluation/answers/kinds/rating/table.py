"""What ratings come to: means of the human's and of each system, within-listener differences, what was taken for whose.

The figures of Deep Jammer's survey (Svegliato & Witty 2017), with intervals: the mean of the machine's best piece, that
of the human's, how many took the human's for a machine's, how many liked the machine's best more than the human's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.answers.counted import counted_answers
from evaluation.answers.kinds.rating.records import RatingRecord
from evaluation.answers.origins import HUMAN, MACHINE
from evaluation.answers.records import ALL, NOT_GIVEN
from evaluation.answers.tally import Column, Places, Tally
from evaluation.statistics.clustered_means import ClusteredMean, clustered_mean, differences_within, within_listeners
from evaluation.statistics.clusters import ClusteredShare, mirrored, share


@dataclass(frozen=True, slots=True)
class Ratings:
    """Of some answers: the means, and the human's less the machines' within the listeners who rated both."""

    human: ClusteredMean
    machine: ClusteredMean
    difference: ClusteredMean


@dataclass(frozen=True, slots=True)
class SystemRatings:
    """Of one system: its mean, the human's less it within listeners, how often its clips were taken for a person's."""

    mean: ClusteredMean
    difference: ClusteredMean
    taken: ClusteredShare


@dataclass(frozen=True, slots=True)
class BestPiece:
    """The machine's clip of the highest mean, of those that enough listeners rated for one: chosen by its ratings."""

    pair: str
    system: str
    mean: ClusteredMean
    preferred: int  # listeners who gave it more than they gave the human's clips on average
    alike: int  # as much
    both: int  # listeners who rated it and a human's


@dataclass(frozen=True, slots=True)
class RatingTable:
    """All of it, by variant and experience (either may be ALL), and what was left out."""

    simulated: bool
    variants: tuple[str, ...]
    experiences: tuple[str, ...]
    cells: dict[tuple[str, str], Ratings]  # by (variant, experience)
    systems: dict[str, SystemRatings]
    pairs: dict[str, Ratings]  # by the item's name
    taken_for_machine: ClusteredShare  # of the human's clips
    taken_for_human: ClusteredShare  # of the machines' clips
    best: BestPiece | None
    repeated: int
    excluded: dict[str, int]
    others: int

    @property
    def overall(self) -> Ratings:
        return self.cells[ALL, ALL]

    @property
    def counted(self) -> int:
        return self.overall.human.count + self.overall.machine.count


def rating_table(answers: Sequence[RatingRecord], simulated: bool | None = None) -> RatingTable:
    """The table for people's answers or for simulated ones; by default people's, unless there are only the others."""
    chosen = counted_answers(answers, simulated)
    rated = _Rated(chosen.answers)
    of_pairs, nothing = rated.pair.places(), np.zeros(0, dtype=np.int64)
    return RatingTable(
        simulated=chosen.simulated,
        variants=chosen.variants,
        experiences=chosen.experiences,
        cells={
            (variant, experience): rated.ratings(np.flatnonzero(rated.cell(variant, experience)))
            for variant in (*chosen.variants, ALL)
            for experience in (*chosen.experiences, ALL)
        },
        systems=rated.by_system(),
        pairs={pair: rated.ratings(of_pairs.get(pair, nothing)) for pair in chosen.pairs},
        taken_for_machine=mirrored(rated.called_human(rated.human)),
        taken_for_human=rated.called_human(rated.machine),
        best=rated.best(),
        repeated=rated.repeated,
        excluded=chosen.excluded,
        others=chosen.others,
    )


class _Rated(Tally):
    """Ratings of human's clips and of machines'; its one stratum are those whose source was asked too."""

    def __init__(self, answers: Sequence[RatingRecord]) -> None:
        called_human = np.array([each.taken_for == HUMAN for each in answers], dtype=bool)
        self.asked = np.array([bool(each.taken_for) for each in answers], dtype=bool)
        super().__init__(answers, ((self.asked, called_human),))
        human = np.array([each.origin == HUMAN for each in answers], dtype=bool)
        self.human, self.machine = np.flatnonzero(human), np.flatnonzero(~human)
        self.rating = np.array([each.rating for each in answers], dtype=np.float64)
        self.system = Column((each.system or NOT_GIVEN) if each.origin == MACHINE else "" for each in answers)

    def ratings(self, chosen: Places) -> Ratings:
        is_human = np.isin(chosen, self.human)
        human, machine = chosen[is_human], chosen[~is_human]
        return Ratings(self.mean(human), self.mean(machine), self.less(human, machine))

    def by_system(self) -> dict[str, SystemRatings]:
        places = {system: place for system, place in sorted(self.system.places().items()) if system}
        return {
            system: SystemRatings(self.mean(place), self.less(self.human, place), self.called_human(place))
            for system, place in places.items()
        }

    def called_human(self, chosen: Places) -> ClusteredShare:
        asked = chosen[self.asked[chosen]]
        return share(self.counts(asked), self.pairs_of(asked))

    def mean(self, chosen: Places) -> ClusteredMean:
        return clustered_mean(self.rating[chosen], self.listener.codes[chosen])

    def less(self, some: Places, others: Places) -> ClusteredMean:
        """The mean of some less that of others, within the listeners who gave both."""
        codes = self.listener.codes
        return within_listeners(self.rating[some], self.rating[others], codes[some], codes[others])

    def best(self) -> BestPiece | None:
        """The first of them, if several are as high; None if none was rated by enough listeners."""
        pieces = {
            (pair, system): place[self.system.has(system)[place]]
            for pair, place in sorted(self.pair.places().items())
            for system in sorted(self.system.numbers)
            if system
        }
        means = {piece: self.mean(place) for piece, place in pieces.items() if len(place)}
        rated = {piece: mean for piece, mean in means.items() if mean.value is not None}
        if not rated:
            return None
        pair, system = max(rated, key=lambda piece: rated[piece].value or 0.0)
        codes, its = self.listener.codes, pieces[pair, system]
        differences = differences_within(self.rating[its], self.rating[self.human], codes[its], codes[self.human])
        more, alike = int((differences > 0).sum()), int((differences == 0).sum())
        return BestPiece(pair, system, rated[pair, system], more, alike, len(differences))
