"""Reading answers: those that the dashboard exports, and tables of others' with the same columns."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from evaluation.answers.cells import FALSE, TRUE, Cells, boolean, filled, one_of
from evaluation.answers.celltext import is_missing
from evaluation.answers.kinds.kind import AnswerKind
from evaluation.answers.kinds.registry import kind_with
from evaluation.answers.records import ALL, EXPERIENCES, NOT_GIVEN, About, AnswerRecord
from generators.errors import InputError

NEEDED = ("listener", "pair")  # and what the kind of the answers needs
OPTIONAL = ("answer", "variant", "experience", "seconds", "simulated", "excluded")
SEPARATORS = (",", ";", "\t")
COUNTED = ("", *FALSE)  # in `excluded`
EXCLUDED = "excluded"  # the reason where the table gives none


def kind_of_table(path: Path) -> AnswerKind[Any, Any]:
    """Of which kind the answers of a CSV file are, by its columns. Raises InputError if it cannot be read."""
    header, *_ = _text(path).splitlines() or [""]
    return kind_with([name.strip().lower() for name in next(csv.reader([header], delimiter=_separator(header)), [])])


def read_answers(path: Path) -> list[Any]:
    """The answers in a CSV file with at least the columns NEEDED and those of its kind, in any order, as the kind's
    records.

    Of the columns OPTIONAL, and of the kind's own, it has any.

    Separated by commas, semicolons or tabs; in UTF-8 or, with a byte order mark, UTF-16; with any line ends. Without a
    column `experience` or `variant`, or where a cell of it is empty, it is NOT_GIVEN; without `simulated`, people
    answered; without `excluded`, all are counted. Other columns are left alone.

    Raises InputError naming file, line, column, value and choices if anything cannot be read or contradicts itself.
    """
    kind = kind_of_table(path)
    records: list[AnswerRecord] = []
    lines_of: dict[str, int] = {}  # where each answer's number stands
    for line, cells in _lines(path, kind):
        try:
            number = cells.get("answer", "").strip()
            if number and lines_of.setdefault(number, line) != line:
                raise InputError(f"answer {number} stands a second time, first in line {lines_of[number]}")
            records.append(kind.record(_about(cells), cells))
            _check_seconds(cells.get("seconds", ""))
        except InputError as error:
            raise InputError(f"{path}, line {line}: {error}") from error
    return records


def _lines(path: Path, kind: AnswerKind[Any, Any]) -> Iterator[tuple[int, Cells]]:
    """The number and the cells of each line that is not empty."""
    text = _text(path)
    header, *_ = text.splitlines() or [""]
    rows = csv.reader(StringIO(text, newline=""), delimiter=_separator(header), strict=True)
    try:
        names = _names(path, kind, next(rows, []))
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, _cells(path, rows.line_num, names, row)
    except csv.Error as error:
        raise InputError(f"{path}, line {rows.line_num}: {error}") from error


def _separator(header: str) -> str:
    return max(SEPARATORS, key=header.count)


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


def _names(path: Path, kind: AnswerKind[Any, Any], header: list[str]) -> list[str]:
    names = [name.strip().lower() for name in header]
    needed = (*NEEDED, *kind.needed)
    missing = [column for column in needed if column not in names]
    if missing:
        raise InputError(
            f"{path}, line 1: there is no column {', '.join(missing)} among {', '.join(header) or 'none'}; "
            f"{kind.meaning}"
        )
    for column in (*needed, *OPTIONAL, *kind.optional):
        if names.count(column) > 1:
            raise InputError(f"{path}, line 1: the column {column} stands {names.count(column)} times")
    return names


def _cells(path: Path, line: int, names: list[str], row: list[str]) -> Cells:
    if len(row) < len(names):
        raise InputError(f"{path}, line {line}: the line ends before its {names[len(row)]}")
    if any(cell.strip() for cell in row[len(names) :]):
        raise InputError(f"{path}, line {line}: {len(row)} values for {len(names)} columns, the last {row[-1]!r}")
    return dict(zip(names, row, strict=False))


def _about(cells: Cells) -> About:
    variant = filled(cells, "variant") if cells.get("variant", "").strip() else NOT_GIVEN
    if variant == ALL:
        raise InputError(f"variant is {ALL!r}, which names all variants together")
    return (
        filled(cells, "listener"),
        one_of(EXPERIENCES, cells, "experience") if cells.get("experience", "").strip() else NOT_GIVEN,
        variant,
        filled(cells, "pair"),
        boolean(cells, "simulated", default=False),
        _excluded(cells.get("excluded", "")),
    )


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
