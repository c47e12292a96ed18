"""How much people copy: held-out pieces against the same corpus, and the limit that they set.

After the originality report of Yin et al. 2022 (see `events`): what a candidate copies is held against what real music
that is not in the corpus has in common with it anyway. A long piece has more chances to share a long run than a short
one, so held-out pieces are cut into windows of as many events as the candidate has. Those that are shorter stay whole:
a candidate longer than most of them is found beyond the limit more often than it should be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.originality.passages import Finding
from evaluation.statistics.means import FEWEST, PERCENTILES, MeanEstimate, Scores, mean_of

RUN = 12  # events: the length of the runs of which it is said how many stand in the corpus
LIMIT = 95  # percentile of the longest copies of held-out music beyond which one is too long
FEWEST_WINDOWS = 19  # of held-out music for a limit: one more would copy more than all of them in 5 % of cases
RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class CopyingSummary:
    """The longest copies of several pieces, or of windows cut from them."""

    pieces: int
    windows: int
    events: int  # of each window, at most
    median: float  # events
    high: float  # events: the 95th percentile
    high_interval: tuple[float, float] | None  # its 95 % bootstrap interval; None below FEWEST pieces
    longest: int  # events
    share: MeanEstimate | None  # of runs of RUN events that stand in the corpus, 0 to 1; None if no window has one


class Baseline:
    """What held-out pieces copy from a repertoire."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = findings
        self._limits: dict[int, int | None] = {}

    def limit(self, events: int) -> int | None:
        """The longest copy, in events, that is not too long for a candidate of so many events.

        It is the 95th percentile of what windows of so many events of held-out music copy, rounded down, as in
        `evaluation.candidates`; None if there are fewer than FEWEST_WINDOWS.
        """
        if events not in self._limits:
            longest = [window.longest for window in _windows(self._findings, events)]
            self._limits[events] = int(np.percentile(longest, LIMIT)) if len(longest) >= FEWEST_WINDOWS else None
        return self._limits[events]

    def copies_too_much(self, finding: Finding) -> bool | None:
        """Whether the candidate's longest copy is beyond the limit; None if there is none."""
        limit = self.limit(len(finding.line))
        return None if limit is None else finding.copies.longest.length > limit


@dataclass(frozen=True, slots=True)
class _Window:
    source: str
    longest: int
    found: int  # runs of RUN events that stand in the corpus
    runs: int  # of that many events


def summarize(findings: Sequence[Finding], events: int, seed: int) -> CopyingSummary:
    """Of windows of so many events, cut from the pieces one after the other; a shorter piece is one window.

    Intervals come from a bootstrap of whole pieces (`evaluation.statistics.means`).
    """
    windows = _windows(findings, events)
    longest = np.array([window.longest for window in windows])
    sources = [window.source for window in windows]
    scored = [window for window in windows if window.runs]
    shares = Scores([each.found / each.runs for each in scored], [each.source for each in scored]) if scored else None
    return CopyingSummary(
        pieces=len(findings),
        windows=len(windows),
        events=events,
        median=float(np.median(longest)),
        high=float(np.percentile(longest, LIMIT)),
        high_interval=_percentile_interval(longest, sources, seed),
        longest=int(longest.max()),
        share=None if shares is None else mean_of(shares, seed),
    )


def share_of_runs(finding: Finding) -> tuple[int, int]:
    """How many of the candidate's runs of RUN events stand in the corpus, and how many such runs it has."""
    return finding.copies.runs(RUN), max(0, len(finding.line) - RUN + 1)


def _windows(findings: Sequence[Finding], events: int) -> list[_Window]:
    """All whole windows of that many events, one after the other; all of a shorter piece."""
    windows = []
    for finding in findings:
        lengths = finding.copies.lengths
        size = max(1, min(events, len(lengths)))
        for start in range(0, max(1, len(lengths) - size + 1), size):
            inside = lengths[start : start + size]
            inside = np.minimum(inside, np.arange(1, 1 + len(inside)))  # the part of a run that is in the window
            runs = max(0, len(inside) - RUN + 1)
            windows.append(_Window(finding.name, int(inside.max(initial=0)), int((inside >= RUN).sum()), runs))
    return windows


def _percentile_interval(longest: NDArray[np.int64], sources: Sequence[str], seed: int) -> tuple[float, float] | None:
    names, places = np.unique(sources, return_inverse=True)
    if len(names) < FEWEST:
        return None
    generator = np.random.default_rng(seed)
    own = [longest[places == place] for place in range(len(names))]
    drawn = (
        np.percentile(np.concatenate([own[place] for place in generator.integers(len(names), size=len(names))]), LIMIT)
        for _ in range(RESAMPLES)
    )
    low, high = np.percentile(list(drawn), PERCENTILES).tolist()
    return low, high
