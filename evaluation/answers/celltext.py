"""Text in the cells of a CSV file, written so that pandas, R and spreadsheets keep it as it is.

They take `40.30` for a number, `3/4` and `may-01` for dates, `NA` (Namibia) for a missing value, and a spreadsheet runs
what begins like a formula. Quotation marks do not keep them from it; an apostrophe before the text does.
"""

from __future__ import annotations

import calendar
import re

MARK = "'"
MISSING = ("na", "n/a", "nan", "null", "none", "<na>", "#n/a")  # as programs write a value that is not there
_MONTHS = "|".join(name.lower() for name in calendar.month_abbr if name)
# A number, date, time or amount begins with a digit or a point; a formula with = + - @, a tab or a line's end. An error
# value begins with #.
_TAKEN = re.compile(
    rf"\s*[0-9.,=+\-@#$€£%]|[\t\r\n]|\s*({'|'.join(MISSING)}|true|false|-?inf(inity)?)\s*$|\s*({_MONTHS})[a-z]*\W*[0-9]",
    re.IGNORECASE,
)


def boolean(value: bool) -> str:
    """As every program reads it: `true` or `false`."""
    return "true" if value else "false"


def guarded(text: str) -> str:
    """The text, after an apostrophe if a program could take it for anything but this text."""
    return MARK + text if _is_taken(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith(MARK) and _is_taken(text) else text


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value, by being empty or in a program's word for it."""
    return text.strip().lower() in ("", *MISSING)


def _is_taken(text: str) -> bool:
    """Whether the text, or what follows its apostrophes, is taken for something else."""
    return _TAKEN.match(text.lstrip(MARK)) is not None
