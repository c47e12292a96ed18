"""The tables of a folder of pairs: CSV in UTF-8, with a header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generators.errors import InputError
from generators.files.guards import OWN, read_bytes
from generators.files.table import records_csv

Row = dict[str, str]


def rows_of(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """The lines below the header, with their numbers; every value stripped.

    Raises InputError if the file cannot be read, a column is missing, or a line has not as many values as the header or
    holds a control character.
    """
    try:
        reader = csv.DictReader(io.StringIO(read_bytes(path, OWN).decode("utf-8-sig"), newline=""), strict=True)
        header = reader.fieldnames or ()
        missing = [column for column in columns if column not in header]
        if missing:
            raise InputError(f"{path}: no column {', '.join(missing)} in its header {', '.join(header)}")
        for row in reader:
            if None in row or None in row.values():
                raise InputError(f"{path}, line {reader.line_num}: not {len(header)} values, as the header has")
            for column, value in row.items():
                if control := re.search(r"[\x00-\x1f\x7f-\x9f]", value.strip()):
                    raise InputError(
                        f"{path}, line {reader.line_num}: {column} has the control character {control[0]!r}"
                    )
            yield reader.line_num, {column: value.strip() for column, value in row.items()}
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text: byte {error.start}") from error
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}") from error


def write_table(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Rows, at least one, below a header of the first one's columns."""
    path.write_bytes(records_csv(list(rows)).encode())
