"""How far the reading of a large file has come: a bar on a terminal, a line now and then otherwise."""

from __future__ import annotations

import math
import sys
import time

WIDTH = 30
QUIET = 1.0  # seconds in which nothing is said
SMALL = 10_000_000  # bytes: files below it are read without a word, however slow the machine
EVERY_BAR, EVERY_LINE = 0.1, 10.0  # seconds between two bars and two lines


class ReadingProgress:
    """Says on standard error how much of a file was read and how fast."""

    def __init__(self, name: str, total: int) -> None:
        """`total` bytes are to be read; 0 if that is not known."""
        self._name, self._total, self._done = name, total, 0
        self._begun = time.monotonic()
        self._terminal = sys.stderr.isatty()
        self._due = self._begun + QUIET if total >= SMALL or not total else math.inf
        self._spoken = False

    def advance(self, size: int) -> None:
        """That many bytes more were read."""
        self._done += size
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + (EVERY_BAR if self._terminal else EVERY_LINE)
        self._spoken = True
        if not self._terminal:
            sys.stderr.write(f"{self._said(now)}\n")
            return
        filled = min(WIDTH, self._done * WIDTH // max(1, self._total))
        sys.stderr.write(f"\r{'#' * filled:{WIDTH}} {self._said(now)}")
        sys.stderr.flush()

    def finish(self) -> None:
        """All was read; the last word, if one was said before."""
        if not self._spoken:
            return
        now = time.monotonic()
        begin = f"\r{'#' * WIDTH} " if self._terminal else ""
        sys.stderr.write(f"{begin}{self._said(now)}\n")

    def _said(self, now: float) -> str:
        rate = self._done / max(now - self._begun, 1e-9) / 1e6
        total = f" of {self._total / 1e6:,.0f}" if self._total else ""
        return f"{self._name}: {self._done / 1e6:,.0f}{total} MB, {rate:,.0f} MB/s"
