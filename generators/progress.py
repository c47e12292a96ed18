"""How far a long command has come: a bar on a terminal, a line every tenth otherwise."""

from __future__ import annotations

import sys
import time

WIDTH = 30


class Progress:
    """Counts up to `total`, and says so on standard error. Starts at `done` where earlier work is gone on with."""

    def __init__(self, label: str, total: int, done: int = 0) -> None:
        self._label, self._total, self._begun, self._done = label, max(total, 1), done, done
        self._started = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def step(self) -> None:
        """One more is done."""
        before, self._done = self._done, self._done + 1
        if self._terminal:
            filled = self._done * WIDTH // self._total
            end = "\n" if self._done >= self._total else ""
            sys.stderr.write(f"\r{self._label} [{'#' * filled:{WIDTH}}] {self._said()}{end}")
            sys.stderr.flush()
        elif self._done * 10 // self._total > before * 10 // self._total:
            sys.stderr.write(f"{self._label} {self._said()}\n")

    def _said(self) -> str:
        spent = time.monotonic() - self._started
        left = spent / max(self._done - self._begun, 1) * (self._total - self._done)
        return f"{self._done:,}/{self._total:,}, {left:,.0f} s left"
