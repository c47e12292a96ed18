"""What the dashboard shows of a study, all of it counted from the database and estimated by `evaluation`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from evaluation.answers.kinds.kind import Analysis
from evaluation.answers.records import EXPERIENCES, AnswerRecord
from turing.dashboard.columns import exclusion
from turing.excerpts.models import Item
from turing.survey.kinds.kind import Kind
from turing.survey.models import Answer, Study

LISTENER, ITEM = "trial__sitting__listener", "trial__item"
EXPERIENCE, SIMULATED = "trial__sitting__listener__experience", "trial__sitting__listener__simulated"


def study_analysis(study: Study, kind: Kind, *, simulated: bool | None) -> Analysis:
    """What people's answers of a kind, or simulated ones, come to, counted anew only once there are other answers.

    So a page and its plots, which are requests of their own, count it once.
    """
    return counted_analysis(study, kind, Answer.objects.in_study(study).version(), simulated)


@lru_cache(maxsize=8)
def counted_analysis(study: Study, kind: Kind, version: tuple[int, int], simulated: bool | None) -> Analysis:
    return _analyzed(kind, records(study, kind), simulated)


def records(study: Study, kind: Kind) -> list[AnswerRecord]:
    """The study's answers of that kind, in two queries."""
    items = Item.objects.of_study(study).in_bulk()
    names = {key: str(item) for key, item in items.items()}
    rows = (
        Answer.objects.in_study(study)
        .of_kind(kind.name)
        .for_figures(LISTENER, EXPERIENCE, ITEM, SIMULATED, "too_fast", "said")
    )
    return [
        kind.record(
            (str(listener), experience, items[item].variant, names[item], simulated, exclusion(too_fast=too_fast)), said
        )
        for listener, experience, item, simulated, too_fast, said in rows
    ]


def item_analysis(kind: Kind, answers: Sequence[AnswerRecord], item: Item, simulated: bool | None) -> Analysis:
    """The answers about one item, by those listeners whose answers the study's own figures show."""
    if simulated is None:
        simulated = _analyzed(kind, answers, None).simulated
    return _analyzed(kind, [each for each in answers if each.pair == str(item)], simulated)


def _analyzed(kind: Kind, answers: Sequence[AnswerRecord], simulated: bool | None) -> Analysis:
    analysis: Analysis = kind.answers.analyze(answers, simulated)
    return analysis


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the study and how it was judged, in words."""

    item: Item
    judged: str


def item_rows(study: Study, kind: Kind, analysis: Analysis) -> list[ItemRow]:
    """All items of the study's blocks of that kind, in the order of their names, those not heard yet included."""
    items = Item.objects.of_study(study, kind.name)
    return [ItemRow(item, kind.answers.of_pair(analysis, str(item))) for item in items]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a study is: sittings started and finished."""

    started: int
    finished: int
    by_experience: dict[str, tuple[int, int]]  # (started, finished)
    by_day: dict[date, tuple[int, int]]  # the newest day first


def progress(study: Study, *, simulated: bool) -> Progress:
    """The progress with people, or with simulated listeners."""
    sittings = study.sittings.simulated() if simulated else study.sittings.of_people()
    counted = sittings.by_experience()
    levels = {level: counted.get(level, (0, 0)) for level in EXPERIENCES}
    return Progress(
        started=sum(started for started, _ in levels.values()),
        finished=sum(finished for _, finished in levels.values()),
        by_experience=levels,
        by_day=sittings.by_day(),
    )
