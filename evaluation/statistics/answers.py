"""Reading the answers that the dashboard exports."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path

from evaluation.statistics.accuracy import EXPERIENCES
from evaluation.statistics.records import AnswerRecord
from generators.errors import InputError

COLUMNS = (
    "answer", "listener", "experience", "variant", "pair", "human_side", "choice", "correct", "seconds", "simulated",
    "excluded",
)  # fmt: skip
SIDES = ("A", "B")
BOOLEANS = {"true": True, "false": False}


def read_answers(path: Path) -> list[AnswerRecord]:
    """The answers in a CSV file with at least the columns COLUMNS.

    Raises InputError naming file, line and value if anything cannot be read or contradicts itself.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return _records(path, csv.DictReader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is not a CSV file in UTF-8: {error}") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _records(path: Path, rows: csv.DictReader[str]) -> list[AnswerRecord]:
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise InputError(f"{path} has no column {', '.join(missing)}: is it the dashboard's export?")
    records = []
    for row in rows:
        try:
            records.append(_record(row))
        except ValueError as error:
            raise InputError(f"{path}, line {rows.line_num}: {error}") from error
    return records


def _record(row: Mapping[str, str | None]) -> AnswerRecord:
    values = {column: _present(row, column) for column in COLUMNS}
    record = AnswerRecord(
        answer=int(values["answer"]),
        listener=int(values["listener"]),
        experience=_one_of(EXPERIENCES, values, "experience"),
        variant=values["variant"],
        pair=values["pair"],
        human_side=_one_of(SIDES, values, "human_side"),
        choice=_one_of(SIDES, values, "choice"),
        seconds=float(values["seconds"]),
        simulated=BOOLEANS[_one_of(BOOLEANS, values, "simulated")],
        excluded=values["excluded"],
    )
    if not 0 <= record.seconds < math.inf:
        raise InputError(f"seconds is {values['seconds']!r}, not a time")
    if record.correct != BOOLEANS[_one_of(BOOLEANS, values, "correct")]:
        raise InputError(
            f"correct is {values['correct']}, but {record.choice} of human side {record.human_side} was chosen"
        )
    return record


def _present(row: Mapping[str, str | None], column: str) -> str:
    value = row[column]
    if value is None:
        raise InputError(f"the line ends before its {column}")
    return value


def _one_of(choices: Mapping[str, bool] | tuple[str, ...], values: Mapping[str, str], column: str) -> str:
    if values[column] not in choices:
        raise InputError(f"{column} is {values[column]!r}, not one of {', '.join(choices)}")
    return values[column]
