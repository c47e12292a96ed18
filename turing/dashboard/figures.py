"""What the dashboard shows of a study, all of it counted from the database and estimated by `evaluation`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable, accuracy_table
from evaluation.answers.kinds.discrimination.clusters import NOT_HEARD, mirrored
from evaluation.answers.kinds.discrimination.published import Published, PublishedShare
from evaluation.answers.records import ALL, EXPERIENCES, Accuracy, AnswerRecord
from turing.dashboard.columns import exclusion
from turing.excerpts.models import Pair
from turing.survey.kinds.discrimination.choices import read_choice
from turing.survey.models import Answer, Study

LISTENER, PAIR = "trial__sitting__listener", "trial__pair"
EXPERIENCE, SIMULATED = "trial__sitting__listener__experience", "trial__sitting__listener__simulated"


def study_table(study: Study, *, simulated: bool | None) -> AccuracyTable:
    """The study's table by people's answers or simulated ones, counted anew only once there are other answers.

    So a page and its plots, which are requests of their own, count it once.
    """
    return counted_table(study, Answer.objects.in_study(study).version(), simulated)


@lru_cache(maxsize=8)
def counted_table(study: Study, version: tuple[int, int], simulated: bool | None) -> AccuracyTable:
    return accuracy_table(records(study), simulated)


def records(study: Study) -> list[AnswerRecord]:
    """The study's answers, in two queries."""
    pairs = Pair.objects.in_bulk()
    names = {key: str(pair) for key, pair in pairs.items()}
    rows = Answer.objects.in_study(study).for_figures(LISTENER, EXPERIENCE, PAIR, "said", SIMULATED, "too_fast")
    return [
        AnswerRecord(
            listener=str(listener),
            experience=experience,
            variant=pairs[pair].variant,
            pair=names[pair],
            human_side=read_choice(said).human_side,
            choice=read_choice(said).choice,
            simulated=simulated,
            excluded=exclusion(too_fast=too_fast),
        )
        for listener, experience, pair, said, simulated, too_fast in rows
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """An estimate, and what others published in its place."""

    estimate: Accuracy
    published: PublishedShare | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a variant, over all listeners and by experience."""

    variant: str
    cells: list[Cell]


def rows(table: AccuracyTable, published: Published | None) -> list[Row]:
    """The table's lines, with columns ALL and EXPERIENCES."""
    shares = published.cells if published else {}
    return [
        Row(variant, [Cell(table.cells[variant, each], shares.get((variant, each))) for each in (ALL, *EXPERIENCES)])
        for variant in (*table.variants, ALL)
    ]


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair of the study and how it was judged."""

    pair: Pair
    estimate: Accuracy


def pair_rows(study: Study, table: AccuracyTable) -> list[PairRow]:
    """All pairs of the study, in the order of their names, those not heard yet included."""
    return [PairRow(pair, table.pairs.get(str(pair), NOT_HEARD)) for pair in study.pairs.all()]


@dataclass(frozen=True, slots=True)
class Taken:
    """How often each side of a pair was taken for the human's, over all listeners and by experience."""

    label: str
    human: Accuracy
    machine: Accuracy


def pair_table(answers: list[AnswerRecord], pair: Pair, simulated: bool | None) -> AccuracyTable:
    """The answers about one pair, by those listeners whose answers the study's own table shows."""
    if simulated is None:
        simulated = accuracy_table(answers).simulated
    return accuracy_table([each for each in answers if each.pair == str(pair)], simulated)


def taken(table: AccuracyTable) -> list[Taken]:
    """A line for ALL and for each level of experience, from the table of one pair."""
    estimates = {each: table.cells[ALL, each] for each in (ALL, *EXPERIENCES)}
    return [Taken(each, human, mirrored(human)) for each, human in estimates.items()]


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
