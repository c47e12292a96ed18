"""How often each item was given to listeners of each level, and how it was arranged: who comes next gets the least.

A trial counts as soon as its sitting begins, so that a hundred listeners who begin at once are spread over the items,
and as long as it may still be answered: what a sitting leaves unanswered for LEASE is given back. An answer counts for
good. People and simulated listeners are counted apart.

Counts change under a lock on the study's blocks, which a sitting begins and is withdrawn with.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TypeVar

from django.db.models import F
from django.utils import timezone

from turing.survey.models import Exposure, Listener, Sitting, Study, Trial

LEASE = timedelta(minutes=30)  # from a sitting's beginning

T = TypeVar("T")
Arrangements = Counter[str]  # how often each was heard
Exposures = defaultdict[tuple[int, int], Arrangements]  # by the primary keys of block and item


class BalancedRandom(random.Random):
    """Draws as any Random does, but `choice` is among the options that were chosen least in the same place.

    `arrangement` writes down what was chosen: the options' places, such as "1/0".
    """

    def __init__(self, rng: random.Random, heard: Arrangements) -> None:
        super().__init__(rng.getrandbits(64))
        self.heard = heard
        self.chosen: list[str] = []

    def choice(self, seq: Sequence[T]) -> T:  # type: ignore[override]  # which is written for more than sequences
        counts = [self._heard(place) for place in range(len(seq))]
        place = super().choice([place for place, count in enumerate(counts) if count == min(counts)])
        self.chosen.append(str(place))
        return seq[place]

    @property
    def arrangement(self) -> str:
        return "/".join(self.chosen)

    def _heard(self, place: int) -> int:
        """How often the option of that place was chosen after what was chosen so far."""
        path = [*self.chosen, str(place)]
        return sum(count for heard, count in self.heard.items() if heard.split("/")[: len(path)] == path)


def exposures(study: Study, listener: Listener) -> Exposures:
    """What listeners such as this one were given, once what nobody will answer any more is given back.

    In a transaction: the counts stay as they are until its end.
    """
    list(study.blocks.locked())
    _lapse(study)
    found: Exposures = defaultdict(Counter)
    for block, item, arrangement, count in Exposure.objects.of(study, listener).as_counts():
        found[block, item][arrangement] = count
    return found


def _lapse(study: Study) -> None:
    """Give back what is left unanswered by sittings that should have ended; one that is answering now comes later."""
    lapsed = study.sittings.overdue(timezone.now() - LEASE).locked_unless_busy().select_related("listener")
    for sitting in lapsed:
        _count(sitting.listener, sitting.trials.unanswered(), -1)
    Sitting.objects.filter(pk__in=[sitting.pk for sitting in lapsed]).update(lapsed=True)


def give(listener: Listener, trials: Iterable[Trial]) -> None:
    """Count trials that a listener is given."""
    _count(listener, trials, +1)


def give_back(sitting: Sitting) -> None:
    """Count a sitting no more, which is about to be withdrawn. In a transaction."""
    if sitting.preview:
        return
    list(sitting.study.blocks.locked())
    trials = sitting.trials.answered() if sitting.lapsed else sitting.trials.all()
    _count(sitting.listener, trials, -1)


def _count(listener: Listener, trials: Iterable[Trial], change: int) -> None:
    for trial in trials:
        key = {
            "block_id": trial.block_id,
            "item_id": trial.item_id,
            "experience": listener.experience,
            "simulated": listener.simulated,
            "arrangement": trial.arrangement,
        }
        if not Exposure.objects.filter(**key).update(count=F("count") + change):
            Exposure.objects.create(**key, count=change)
