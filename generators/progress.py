"""How far a long command has come: a bar on a terminal, plain lines elsewhere. What is done at once goes unsaid."""

from __future__ import annotations

import math
import sys
import time

WIDTH = 30  # characters of the bar
QUIET = 1.0  # seconds in which nothing is said
EVERY_BAR, EVERY_LINE = 0.1, 10.0  # seconds between two bars and two lines
SMALL = 10_000_000  # bytes: files below it are read without a word, however slow the machine


class Progress:
    """Counts up to `total` and says so on standard error. Starts at `done` where earlier work is resumed."""

    def __init__(self, label: str, total: int, done: int = 0) -> None:
        self._label, self._total, self._before, self._done = label, total, done, done
        self._started = time.monotonic()
        self._due = self._started + QUIET
        self._terminal = sys.stderr.isatty()
        self._spoken = False

    def step(self, size: int = 1) -> None:
        """So many more are done."""
        self._done += size
        now = time.monotonic()
        if self._done == self._total:
            self.finish()
        elif now >= self._due:
            self._due = now + (EVERY_BAR if self._terminal else EVERY_LINE)
            self._spoken = True
            self._write(now, "" if self._terminal else "\n")

    def finish(self) -> None:
        """All is done: the last word, if one was said before. Asked for only where the total is not known."""
        if self._spoken:
            self._total = self._done
            self._write(time.monotonic(), "\n")
            self._spoken = False

    def _write(self, now: float, end: str) -> None:
        bar = f"\r[{'#' * (self._done * WIDTH // max(self._total, self._done)):{WIDTH}}] " if self._terminal else ""
        sys.stderr.write(f"{bar}{self._label}: {self._said(now - self._started)}{end}")
        sys.stderr.flush()

    def _said(self, seconds: float) -> str:
        left = seconds / max(self._done - self._before, 1) * (self._total - self._done)
        return f"{self._done:,} of {self._total:,}, {left:,.0f} s left"


class ReadingProgress(Progress):
    """How much of a file was read, counted in bytes, and how fast. `total` is 0 if it is not known."""

    def __init__(self, name: str, total: int) -> None:
        super().__init__(name, total)
        if 0 < total < SMALL:
            self._due = math.inf

    def _said(self, seconds: float) -> str:
        total = f" of {self._total / 1e6:,.0f}" if self._total else ""
        return f"{self._done / 1e6:,.0f}{total} MB, {self._done / max(seconds, 1e-9) / 1e6:,.0f} MB/s"
