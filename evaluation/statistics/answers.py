"""Reading the answers that the dashboard exports."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path

from evaluation.statistics.accuracy import ALL, EXPERIENCES
from evaluation.statistics.records import AnswerRecord
from generators.errors import InputError

COLUMNS = (
    "answer", "listener", "experience", "variant", "pair", "human_side", "choice", "correct", "seconds", "simulated",
    "excluded",
)  # fmt: skip
SIDES = ("A", "B")
BOOLEANS = {"true": True, "false": False}


def read_answers(path: Path) -> list[AnswerRecord]:
    """The answers in a CSV file with at least the columns COLUMNS, also if a spreadsheet has saved it with commas.

    Raises InputError naming file, line and value if anything cannot be read or contradicts itself.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:  # a spreadsheet writes a byte order mark
            return _records(path, csv.DictReader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is not a CSV file in UTF-8: {error}") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _records(path: Path, rows: csv.DictReader[str]) -> list[AnswerRecord]:
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing == [*COLUMNS] and any(";" in name for name in rows.fieldnames or ()):
        raise InputError(f"{path} is separated by semicolons, not commas: use the file as the dashboard exported it")
    if missing:
        raise InputError(f"{path} has no column {', '.join(missing)}: is it the dashboard's export?")
    records: dict[int, AnswerRecord] = {}
    for row in rows:
        try:
            record = _record(row)
            if records.setdefault(record.answer, record) is not record:
                raise InputError(f"answer {record.answer} stands a second time")
        except ValueError as error:
            raise InputError(f"{path}, line {rows.line_num}: {error}") from error
    return [*records.values()]


def _record(row: Mapping[str, str | None]) -> AnswerRecord:
    values = {column: _present(row, column) for column in COLUMNS}
    record = AnswerRecord(
        answer=_whole(values, "answer"),
        listener=_whole(values, "listener"),
        experience=_one_of(EXPERIENCES, values, "experience"),
        variant=_variant(values),
        pair=_filled(values, "pair"),
        human_side=_one_of(SIDES, values, "human_side"),
        choice=_one_of(SIDES, values, "choice"),
        seconds=_seconds(values["seconds"]),
        simulated=_boolean(values, "simulated"),
        excluded=values["excluded"],
    )
    if record.correct != _boolean(values, "correct"):
        raise InputError(
            f"correct is {values['correct']}, but {record.choice} of human side {record.human_side} was chosen"
        )
    return record


def _present(row: Mapping[str, str | None], column: str) -> str:
    value = row[column]
    if value is None:
        raise InputError(f"the line ends before its {column}")
    return value


def _filled(values: Mapping[str, str], column: str) -> str:
    if not values[column].strip():
        raise InputError(f"{column} is empty")
    return values[column]


def _variant(values: Mapping[str, str]) -> str:
    if values["variant"] == ALL:
        raise InputError(f"variant is {ALL!r}, which names all variants together")
    return _filled(values, "variant")


def _whole(values: Mapping[str, str], column: str) -> int:
    if not values[column].isdecimal():
        raise InputError(f"{column} is {values[column]!r}, not a whole number")
    return int(values[column])


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise InputError(f"seconds is {text!r}, not a time")
    return seconds


def _boolean(values: Mapping[str, str], column: str) -> bool:
    value = BOOLEANS.get(values[column].lower())  # a spreadsheet writes TRUE
    if value is None:
        raise InputError(f"{column} is {values[column]!r}, not one of {', '.join(BOOLEANS)}")
    return value


def _one_of(choices: tuple[str, ...], values: Mapping[str, str], column: str) -> str:
    if values[column] not in choices:
        raise InputError(f"{column} is {values[column]!r}, not one of {', '.join(choices)}")
    return values[column]
