"""A study's answers as CSV, some hundred lines at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator

from generators.files.table import csv_text
from turing.dashboard.columns import ExportedAnswer, columns
from turing.survey.kinds.kind import Kind
from turing.survey.models import Answer, Study

EXCEL = "\r\n"  # the ends of lines that spreadsheets write
PAGE = 500  # answers: some .04 s, in which no listener is served


def csv_pages(study: Study, kind: Kind) -> Iterator[str]:
    """The header, then a line for each answer of that kind there is now. None is left out: the uncounted say why."""
    exported = columns(kind, study.follow_ups(kind.name))
    yield csv_text([[column.name for column in exported]], EXCEL)
    pages = Answer.objects.in_study(study).of_kind(kind.name).for_export().in_pages(PAGE)
    numbers: dict[int, int] = {}
    for page in pages:
        numbers = numbers or listener_numbers(study)  # asked after the last answer was settled: all are numbered
        yield csv_text(([column.value(row) for column in exported] for row in _rows(page, numbers)), EXCEL)


def _rows(answers: list[Answer], numbers: dict[int, int]) -> Iterator[ExportedAnswer]:
    return (ExportedAnswer(answer, numbers[answer.trial.sitting.listener_id]) for answer in answers)


def listener_numbers(study: Study) -> dict[int, int]:
    """A number from 1 for each listener, in an order shuffled by the study's seed: it tells nothing of the database."""
    listeners = sorted(set(study.sittings.counted().values_list("listener", flat=True)))
    random.Random(study.seed).shuffle(listeners)
    return {listener: number for number, listener in enumerate(listeners, start=1)}
