"""What the dashboard shows of a study, all of it counted from the database and estimated by `evaluation`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evaluation.statistics.accuracy import ALL, EXPERIENCES, AccuracyTable, accuracy_table
from evaluation.statistics.intervals import wilson
from evaluation.statistics.published import Published, PublishedShare
from evaluation.statistics.records import Estimate, Tally
from turing.dashboard.columns import exclusion
from turing.excerpts.models import Pair
from turing.survey.models import Answer, Study

COLLECTION, NAME, VARIANT = "trial__pair__collection", "trial__pair__name", "trial__pair__variant"
EXPERIENCE, SIMULATED = "trial__sitting__listener__experience", "trial__sitting__listener__simulated"


def tallies(study: Study) -> list[Tally]:
    """The study's answers, counted in one query."""
    rows = Answer.objects.in_study(study).counted_by(COLLECTION, NAME, VARIANT, EXPERIENCE, SIMULATED, "too_fast")
    return [
        Tally(
            pair=str(Pair(collection=row[COLLECTION], name=row[NAME])),
            variant=row[VARIANT],
            experience=row[EXPERIENCE],
            simulated=row[SIMULATED],
            excluded=exclusion(too_fast=row["too_fast"]),
            correct=row["right"],
            count=row["count"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """An estimate, and what others published in its place."""

    estimate: Estimate
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
    estimate: Estimate


def pair_rows(study: Study, table: AccuracyTable) -> list[PairRow]:
    """All pairs of the study, in the order of their names, those not heard yet included."""
    return [PairRow(pair, table.pairs.get(str(pair)) or wilson(0, 0)) for pair in study.pairs.all()]


@dataclass(frozen=True, slots=True)
class Taken:
    """How often each side of a pair was taken for the human's, over all listeners and by experience."""

    label: str
    human: Estimate
    machine: Estimate


def pair_table(counted: list[Tally], pair: Pair, simulated: bool | None) -> AccuracyTable:
    """The answers about one pair, by those listeners whose answers the study's own table shows."""
    of_study = accuracy_table(counted, simulated)
    return accuracy_table([each for each in counted if each.pair == str(pair)], of_study.simulated)


def taken(table: AccuracyTable) -> list[Taken]:
    """A line for ALL and for each level of experience, from the table of one pair."""
    estimates = {each: table.cells[ALL, each] for each in (ALL, *EXPERIENCES)}
    return [Taken(each, human, wilson(human.count - human.successes, human.count)) for each, human in estimates.items()]


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
