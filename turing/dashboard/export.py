"""A study's answers as CSV, line by line."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from io import StringIO

from turing.dashboard.columns import COLUMNS, ExportedAnswer
from turing.survey.models import Answer, Study


def csv_lines(study: Study) -> Iterator[str]:
    """The header, then a line an answer. Nothing is left out: what is not counted says why."""
    numbers = listener_numbers(study)
    yield _line([column.name for column in COLUMNS])
    for answer in Answer.objects.in_study(study).for_export().iterator(chunk_size=2000):
        row = ExportedAnswer(answer, numbers[answer.trial.sitting.listener_id])
        yield _line([column.value(row) for column in COLUMNS])


def listener_numbers(study: Study) -> dict[int, int]:
    """A number from 1 for each listener, in an order shuffled by the study's seed: it tells nothing of the database."""
    listeners = sorted(set(study.sittings.values_list("listener", flat=True)))
    random.Random(study.seed).shuffle(listeners)
    return {listener: number for number, listener in enumerate(listeners, start=1)}


def _line(values: list[str] | list[str | int | float]) -> str:
    line = StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()
