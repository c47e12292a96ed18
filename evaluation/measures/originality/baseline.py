"""How much people copy: held-out pieces against the same corpus, and the limits that they set.

After the originality report of Yin et al. 2022 (see `events`): what a candidate copies is held against what real music
that is not in the corpus has in common with it anyway, in windows as long as the candidate. Pieces that are shorter
stay whole: a candidate longer than most of them is found beyond the limits more often than it should be.

Each kind of events is one more chance to go beyond a limit. The limits together hold what one alone would promise:
music like the held-out pieces goes beyond any of them in 5 % of cases at most. Each kind is measured by its own long
copies, the mean of the longest twentieth; a window goes as far as it goes by any kind; and the limits stand where 96 %
of windows stay within them, the candidate counted as one more. What a window is measured by leaves itself out, as it
does the candidate (as in the jackknife+ of Barber, Candès, Ramdas & Tibshirani 2021, "Predictive inference with the
jackknife+", Annals of Statistics 49, 486-507): else the few longest would hide each other. The odd percent is for what
windows cannot know: they begin and end anywhere, and cut copies in two that a whole piece has whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.originality.passages import Finding
from evaluation.measures.originality.windows import Runs, onsets_of, windows_of
from evaluation.ngrams.copies.suffix_automaton import Ints
from evaluation.statistics.means import FEWEST, PERCENTILES, MeanEstimate, Scores, mean_of

RUN = 12  # events: the length of the runs of which it is said how many stand in the corpus
LIMIT = 95  # percent of held-out windows that stay within the limits of all kinds
MARGIN = 1  # percent: how many more of them do
LONG = 20  # one window of so many has a long copy
FEWEST_WINDOWS = 19  # of held-out music for limits: one more would go beyond all of them in 5 % of cases
RESAMPLES = 2_000

Limits = Mapping[str, int]  # by kind: the longest copy, in events, that is not too long


@dataclass(frozen=True, slots=True)
class CopyingSummary:
    """The longest copies of several pieces, or of windows cut from them, by one kind of events."""

    pieces: int
    windows: int
    onsets: int  # ticks at which notes begin in a window, at most
    median: float  # events
    high: float  # events: the 95th percentile
    high_interval: tuple[float, float] | None  # its 95 % bootstrap interval; None below FEWEST pieces
    longest: int  # events
    share: MeanEstimate | None  # of a piece's runs of RUN events that stand in the corpus, 0 to 1; None if none has one


class Baseline:
    """What held-out pieces copy from a corpus, by one kind of events or by several."""

    def __init__(self, findings: Mapping[str, Sequence[Finding]]) -> None:
        """findings: by kind, of the same pieces in the same order."""
        self._runs = {kind: Runs(each) for kind, each in findings.items()}
        self._onsets = [onsets_of(finding.piece) for finding in next(iter(findings.values()), ())]
        self._limits: dict[int, Limits | None] = {}

    def limits(self, size: int) -> Limits | None:
        """The limits for a candidate whose notes begin at `size` ticks; None below FEWEST_WINDOWS held-out windows."""
        if size not in self._limits:
            windows = windows_of(self._onsets, size)
            self._limits[size] = _limits({kind: runs.longest(windows) for kind, runs in self._runs.items()})
        return self._limits[size]


def _limits(longest: Mapping[str, Ints]) -> Limits | None:
    """From the longest copy of each window, by kind."""
    count = len(next(iter(longest.values()), ()))
    if count < FEWEST_WINDOWS:
        return None
    farthest = np.max([lengths / _scales(lengths) for lengths in longest.values()], axis=0)
    within = min(count, -(-(LIMIT + MARGIN) * (count + 1) // 100))
    factor = np.sort(farthest)[within - 1]
    return {kind: int(factor * _scale(lengths) + 1e-9) for kind, lengths in longest.items()}


def _scale(longest: Ints) -> float:
    """How long long copies are: the mean of the longest one in LONG windows, at least an event."""
    return max(1.0, float(np.sort(longest)[-_number(longest) :].mean()))


def _scales(longest: Ints) -> NDArray[np.float64]:
    """(windows,): for each window, `_scale` of the others, of as many long ones."""
    number = _number(longest)
    *top, following = np.sort(longest)[: -number - 2 : -1].tolist()
    lost = np.where(longest >= top[-1], longest - following, 0)  # without one of them, the next one is among them
    scales: NDArray[np.float64] = np.maximum(1.0, (sum(top) - lost) / number)
    return scales


def _number(longest: Ints) -> int:
    return -(-len(longest) // LONG)


def summarize(findings: Sequence[Finding], size: int, seed: int) -> CopyingSummary | None:
    """Of windows in which notes begin at `size` ticks (`windows_of`); None if there are no pieces.

    Intervals come from a bootstrap of whole pieces (`evaluation.statistics.means`).
    """
    windows = windows_of([onsets_of(finding.piece) for finding in findings], size)
    if not findings:
        return None
    longest = Runs(findings).longest(windows)
    scored = [(finding.name, *share_of_runs(finding)) for finding in findings]
    shares = [(name, found / runs) for name, found, runs in scored if runs]
    return CopyingSummary(
        pieces=len(findings),
        windows=len(longest),
        onsets=size,
        median=float(np.median(longest)),
        high=float(np.percentile(longest, LIMIT)),
        high_interval=_percentile_interval(longest, windows.pieces, seed),
        longest=int(longest.max()),
        share=mean_of(Scores([share for _, share in shares], [name for name, _ in shares]), seed) if shares else None,
    )


def share_of_runs(finding: Finding) -> tuple[int, int]:
    """How many runs of RUN events of the candidate's best line stand in the corpus, and how many such runs it has."""
    return finding.best.copies.runs(RUN), max(0, len(finding.best.line) - RUN + 1)


def _percentile_interval(longest: Ints, pieces: Ints, seed: int) -> tuple[float, float] | None:
    own = [longest[pieces == place] for place in np.unique(pieces)]
    if len(own) < FEWEST:
        return None
    generator = np.random.default_rng(seed)
    drawn = (
        np.percentile(np.concatenate([own[place] for place in generator.integers(len(own), size=len(own))]), LIMIT)
        for _ in range(RESAMPLES)
    )
    low, high = np.percentile(list(drawn), PERCENTILES).tolist()
    return low, high
