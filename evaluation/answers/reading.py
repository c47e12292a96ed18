"""Reading answers: those that the dashboard exports, and tables of others' with the same columns."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from evaluation.answers.celltext import is_missing, unguarded
from evaluation.answers.records import ALL, EXPERIENCES, NOT_GIVEN, AnswerRecord
from generators.errors import InputError

NEEDED = ("listener", "pair", "human_side", "choice")
OPTIONAL = ("answer", "variant", "experience", "correct", "seconds", "simulated", "excluded")
SIDES = ("A", "B")
SEPARATORS = (",", ";", "\t")
# As programs write them, and spreadsheets in English, German, French, Spanish, Italian, Portuguese and Dutch.
TRUE = (
    "true",
    "yes",
    "1",
    "1.0",
    "wahr",
    "ja",
    "vrai",
    "oui",
    "verdadero",
    "sí",
    "vero",
    "sì",
    "verdadeiro",
    "sim",
    "waar",
)
FALSE = ("false", "no", "0", "0.0", "falsch", "nein", "faux", "non", "falso", "não", "onwaar", "nee")  # fmt: skip
COUNTED = ("", *FALSE)  # in `excluded`
EXCLUDED = "excluded"  # the reason where the table gives none

Cells = Mapping[str, str]  # a line, by column


def read_answers(path: Path) -> list[AnswerRecord]:
    """The answers in a CSV file with at least the columns NEEDED, in any order, and any of OPTIONAL.

    Separated by commas, semicolons or tabs; in UTF-8 or, with a byte order mark, UTF-16; with any line ends. Without a
    column `experience` or `variant`, or where a cell of it is empty, it is NOT_GIVEN; without `simulated`, people
    answered; without `excluded`, all are counted. Other columns are left alone.

    Raises InputError naming file, line, column, value and choices if anything cannot be read or contradicts itself.
    """
    records: list[AnswerRecord] = []
    lines_of: dict[str, int] = {}  # where each answer's number stands
    for line, cells in _lines(path):
        try:
            number = cells.get("answer", "").strip()
            if number and lines_of.setdefault(number, line) != line:
                raise InputError(f"answer {number} stands a second time, first in line {lines_of[number]}")
            records.append(_record(cells))
        except InputError as error:
            raise InputError(f"{path}, line {line}: {error}") from error
    return records


def _lines(path: Path) -> Iterator[tuple[int, Cells]]:
    """The number and the cells of each line that is not empty."""
    text = _text(path)
    header, *_ = text.splitlines() or [""]
    rows = csv.reader(StringIO(text, newline=""), delimiter=max(SEPARATORS, key=header.count), strict=True)
    try:
        names = _names(path, next(rows, []))
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, _cells(path, rows.line_num, names, row)
    except csv.Error as error:
        raise InputError(f"{path}, line {rows.line_num}: {error}") from error


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not a CSV file in UTF-8: {error}") from error
    if "\0" in text:
        raise InputError(f"{path}, line {text[: text.index(chr(0))].count(chr(10)) + 1}: a NUL character")
    return text


def _names(path: Path, header: list[str]) -> list[str]:
    names = [name.strip().lower() for name in header]
    missing = [column for column in NEEDED if column not in names]
    if missing:
        raise InputError(
            f"{path}, line 1: there is no column {', '.join(missing)} among {', '.join(header) or 'none'}; "
            "an answer says which of a pair's two sides, A or B, was chosen as the human's"
        )
    for column in (*NEEDED, *OPTIONAL):
        if names.count(column) > 1:
            raise InputError(f"{path}, line 1: the column {column} stands {names.count(column)} times")
    return names


def _cells(path: Path, line: int, names: list[str], row: list[str]) -> Cells:
    if len(row) < len(names):
        raise InputError(f"{path}, line {line}: the line ends before its {names[len(row)]}")
    if any(cell.strip() for cell in row[len(names) :]):
        raise InputError(f"{path}, line {line}: {len(row)} values for {len(names)} columns, the last {row[-1]!r}")
    return dict(zip(names, row, strict=False))


def _record(cells: Cells) -> AnswerRecord:
    record = AnswerRecord(
        listener=_filled(cells, "listener"),
        experience=_one_of(EXPERIENCES, cells, "experience") if cells.get("experience", "").strip() else NOT_GIVEN,
        variant=_filled(cells, "variant") if cells.get("variant", "").strip() else NOT_GIVEN,
        pair=_filled(cells, "pair"),
        human_side=_one_of(SIDES, cells, "human_side"),
        choice=_one_of(SIDES, cells, "choice"),
        simulated=_boolean(cells, "simulated", default=False),
        excluded=_excluded(cells.get("excluded", "")),
    )
    if record.variant == ALL:
        raise InputError(f"variant is {ALL!r}, which names all variants together")
    if record.correct != _boolean(cells, "correct", default=record.correct):
        raise InputError(
            f"correct is {cells['correct']}, but {record.choice} of human side {record.human_side} was chosen"
        )
    _check_seconds(cells.get("seconds", ""))
    return record


def _filled(cells: Cells, column: str) -> str:
    if not cells[column].strip():
        raise InputError(f"{column} is empty")
    if is_missing(cells[column]):
        raise InputError(f"{column} is {cells[column]!r}, which programs write for a missing value")
    return unguarded(cells[column])


def _one_of(choices: tuple[str, ...], cells: Cells, column: str) -> str:
    """The choice that a cell names, in whatever case."""
    for choice in choices:
        if cells[column].strip().lower() == choice.lower():
            return choice
    raise InputError(f"{column} is {cells[column]!r}, not one of {', '.join(choices)}")


def _boolean(cells: Cells, column: str, *, default: bool) -> bool:
    """What a cell says; the default if the table has no such column."""
    value = cells[column].strip().lower() if column in cells else TRUE[0] if default else FALSE[0]
    if value not in (*TRUE, *FALSE):
        raise InputError(f"{column} is {cells[column]!r}, not one of true, false, yes, no, 1, 0")
    return value in TRUE


def _excluded(text: str) -> str:
    """Why an answer is left out; empty if it is counted."""
    value = text.strip().lower()
    if value in COUNTED:
        return ""
    if is_missing(value):
        raise InputError(f"excluded is {text!r}, not one of no, yes, or a reason such as too_fast")
    return EXCLUDED if value in TRUE else text.strip()


def _check_seconds(text: str) -> None:
    """Times are not counted, but a table in which they are none is not to be trusted. There may be none."""
    try:
        seconds = float(text.replace(",", ".") or 0)  # a decimal comma comes from some spreadsheets
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise InputError(f"seconds is {text!r}, not a time such as 12.5, 12,5 or empty")
