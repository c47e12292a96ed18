"""What the cells of a table of answers say."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.answers.celltext import is_missing, unguarded
from generators.errors import InputError

Cells = Mapping[str, str]  # a line of a table, by column

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


def filled(cells: Cells, column: str) -> str:
    """The text of a cell that must not be empty."""
    if not cells[column].strip():
        raise InputError(f"{column} is empty")
    if is_missing(cells[column]):
        raise InputError(f"{column} is {cells[column]!r}, which programs write for a missing value")
    return unguarded(cells[column])


def one_of(choices: tuple[str, ...], cells: Cells, column: str) -> str:
    """The choice that a cell names, in whatever case."""
    for choice in choices:
        if cells[column].strip().lower() == choice.lower():
            return choice
    raise InputError(f"{column} is {cells[column]!r}, not one of {', '.join(choices)}")


def boolean(cells: Cells, column: str, *, default: bool) -> bool:
    """What a cell says; the default if the table has no such column."""
    value = cells[column].strip().lower() if column in cells else TRUE[0] if default else FALSE[0]
    if value not in (*TRUE, *FALSE):
        raise InputError(f"{column} is {cells[column]!r}, not one of true, false, yes, no, 1, 0")
    return value in TRUE
