"""The exported columns: declared once, for the CSV file and for the codebook beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from evaluation.answers.celltext import boolean, guarded
from turing.survey.follow_ups import FOLLOW_UPS
from turing.survey.kinds.kind import Kind, SaidColumn
from turing.survey.models import Answer

TOO_FAST = "too_fast"
COUNTED = "no"  # in the column `excluded`, which an empty cell would make a missing value for many programs
GUARDED = "An apostrophe stands before what a program could take for a number, a date, a formula or nothing."


@dataclass(frozen=True, slots=True)
class ExportedAnswer:
    """An answer, with the number that stands for its listener in this export."""

    answer: Answer
    listener: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the export."""

    name: str
    text: str  # what it holds, for the codebook
    value: Callable[[ExportedAnswer], str | int | float]


def exclusion(*, too_fast: bool) -> str:
    """Why an answer is left out of estimates; empty if it is counted."""
    return TOO_FAST if too_fast else ""


def _time(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


BEFORE = (
    Column("answer", "Number of the answer.", lambda row: row.answer.pk),
    Column(
        "listener",
        "Number that stands for the listener within this file only; it is not in the database.",
        lambda row: row.listener,
    ),
    Column(
        "simulated",
        "true if the listener is a bot of ours and no person. Never mix the two.",
        lambda row: boolean(row.answer.trial.sitting.listener.simulated),
    ),
    Column(
        "experience",
        "novice, intermediate, advanced or expert, in the listener's own judgment.",
        lambda row: row.answer.trial.sitting.listener.experience,
    ),
    Column(
        "age_group",
        "under18, 18to25, 26to45, 46to60 or over60.",
        lambda row: row.answer.trial.sitting.listener.age_group,
    ),
    Column(
        "country",
        f"ISO 3166-1 alpha-2, Namibia as {guarded('NA')}; empty if not given.",
        lambda row: guarded(row.answer.trial.sitting.listener.country),
    ),
    Column("position", "Place of the question in the sitting, from 1.", lambda row: row.answer.trial.position),
    Column(
        "variant",
        "Voices the machine wrote: S, A, T, B, AT, ATB (the rest is the human's) or SATB (all); or the study's label. "
        f"{GUARDED}",
        lambda row: guarded(row.answer.trial.item.variant),
    ),
    Column(
        "pair",
        f"Item that was heard: its collection and name. {GUARDED}",
        lambda row: guarded(str(row.answer.trial.item)),
    ),
    Column(
        "tune",
        f"Tune of the item, such as {guarded('40.30')}; no sitting has one twice. {GUARDED}",
        lambda row: guarded(row.answer.trial.item.tune),
    ),
)

AFTER = (
    Column(
        "seconds",
        "From the question first sent to the answer received, by the server's clock.",
        lambda row: row.answer.seconds,
    ),
    Column(
        "excluded",
        f"Why the answer is left out of estimates: {TOO_FAST} (sooner than the study allows); {COUNTED} if it is not.",
        lambda row: exclusion(too_fast=row.answer.too_fast) or COUNTED,
    ),
    Column("started", "When the sitting began (ISO 8601, UTC).", lambda row: _time(row.answer.trial.sitting.started)),
    Column("shown", "When the question was first sent.", lambda row: _time(row.answer.trial.shown)),
    Column("answered", "When the answer was received.", lambda row: _time(row.answer.answered)),
)


def columns(kind: Kind, follow_ups: Collection[str]) -> tuple[Column, ...]:
    """All columns of answers of that kind: what was said stands between what was heard and when."""
    return (*BEFORE, *map(_of_what_was_said, kind.columns), *map(_of_follow_up, follow_ups), *AFTER)


def _of_what_was_said(column: SaidColumn) -> Column:
    return Column(column.name, column.text, lambda row: column.value(row.answer.said))


def _of_follow_up(name: str) -> Column:
    asked = FOLLOW_UPS[name]

    def value(row: ExportedAnswer) -> str | int:
        """Empty for an answer that was given before the question was asked."""
        return asked.exported(row.answer.said[name]) if name in row.answer.said else ""

    return Column(name, asked.text, value)
