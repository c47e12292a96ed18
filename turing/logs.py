"""What is logged of an error: its traceback, and nothing that could tell who asked for what."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

BLANK = "…"


class ImpersonalFormatter(logging.Formatter):
    """Names a page by its pattern, not by its address, and blanks in messages whatever the request carried.

    Of a message only the first line is kept: databases write the row in question into the second.
    """

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        request = getattr(record, "request", None)
        if isinstance(error, SuspiciousOperation) or not isinstance(request, HttpRequest):
            head, carried = _first_line(record.getMessage()), set[str]()
        else:
            head, carried = f"{request.method} {_page(request)}: {record.__dict__['status_code']}", _carried(request)
        lines = [f"{self.formatTime(record, '%Y-%m-%d %H:%M:%S')} {record.levelname} {record.name}: {head}"]
        if error is not None and not isinstance(error, SuspiciousOperation):  # of which the head says all
            lines += _traceback(error, carried)
        return "\n".join(lines)


def _page(request: HttpRequest) -> str:
    return f"/{request.resolver_match.route}" if request.resolver_match else "(no page of the site)"


def _carried(request: HttpRequest) -> set[str]:
    """All that came with the request, and the parts of signed cookies and addresses."""
    try:
        values = [value for _, each in request.POST.lists() for value in each]
    except (OSError, RawPostDataException, UnreadablePostError, SuspiciousOperation):
        values = []
    values += [value for _, each in request.GET.lists() for value in each]
    values += [value for name, value in request.META.items() if name.startswith(("HTTP_", "REMOTE_", "QUERY_"))]
    values += request.COOKIES.values()
    values += [str(value) for value in (request.resolver_match.kwargs.values() if request.resolver_match else ())]
    return {part for value in values for part in (value, *re.split(r"[^\w-]+", value)) if part}


def _traceback(error: BaseException, carried: set[str]) -> Iterator[str]:
    """As Python prints it, the messages cut and blanked."""
    for number, one in enumerate(_chain(error)):
        if number:
            yield "— then —"
        yield "Traceback (most recent call last):"
        yield from (line.rstrip("\n") for line in traceback.format_tb(one.__traceback__))
        yield f"{type(one).__qualname__}: {_blanked(_first_line(str(one)), carried)}"


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from, the first first, each once."""
    chain: list[BaseException] = []
    now: BaseException | None = error
    while now is not None and now not in chain:
        chain.insert(0, now)
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return chain


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _blanked(text: str, carried: set[str]) -> str:
    """The text without any of the values that stands in it as a word of its own."""
    longest_first = sorted(carried, key=len, reverse=True)
    pattern = "|".join(re.escape(value) for value in longest_first)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", BLANK, text) if carried else text
