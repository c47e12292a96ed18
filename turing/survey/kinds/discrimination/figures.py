"""The lines of the tables that researchers see."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable
from evaluation.answers.kinds.discrimination.published import Published, PublishedShare
from evaluation.answers.records import ALL, EXPERIENCES
from evaluation.statistics.clusters import ClusteredShare, mirrored


@dataclass(frozen=True, slots=True)
class Cell:
    """An estimate, and what others published in its place."""

    estimate: ClusteredShare
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
class Taken:
    """How often each side of a pair was taken for the human's, over all listeners and by experience."""

    label: str
    human: ClusteredShare
    machine: ClusteredShare


def taken(table: AccuracyTable) -> list[Taken]:
    """A line for ALL and for each level of experience, from the table of one pair."""
    estimates = {each: table.cells[ALL, each] for each in (ALL, *EXPERIENCES)}
    return [Taken(each, human, mirrored(human)) for each, human in estimates.items()]
