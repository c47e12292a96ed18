"""The human baseline: windows and percentiles counted by hand, the bootstrap against what it must and cannot say."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.originality.baseline import Baseline, share_of_runs, summarize
from evaluation.originality.copies import Copies
from evaluation.originality.events import Line
from evaluation.originality.passages import Finding, Repertoire
from generators.pieces import Piece, Voice

NOWHERE = Repertoire("onsets", [], [], [])


def finding(name: str, lengths: list[int]) -> Finding:
    """A piece of which only is known how long a copy ends at each of its events."""
    count = len(lengths)
    copies = Copies(np.array(lengths), np.zeros(count, np.int64), np.zeros(count, np.int64))
    ticks = tuple(range(count))
    return Finding(name, Piece((Voice("", ()),), 1), Line(ticks, ticks, ticks), copies, NOWHERE)


def test_a_copy_counts_as_far_as_it_is_in_the_window() -> None:
    piece = finding("a", [0, 1, 2, 3, 4, 5, 0, 1, 9])
    whole = summarize([piece], 100, seed=1)
    assert (whole.windows, whole.longest, whole.median) == (1, 9, 9)
    thirds = summarize([piece], 3, seed=1)  # 0 1 2, then 1 2 3 of what begins before, then 0 1 2 … 3 at most
    assert (thirds.windows, thirds.longest, thirds.median) == (3, 3, 3)
    fours = summarize([piece], 4, seed=1)  # the ninth event is left over
    assert (fours.windows, fours.longest) == (2, 3)


def test_the_limit_is_the_95th_percentile_of_windows_as_long_as_the_candidate() -> None:
    held_out = [finding(str(n), [n] * 30) for n in range(101)]  # copies of n, as far as the window allows
    baseline = Baseline(held_out)
    assert baseline.limit(30) == 30
    assert baseline.limit(7) == 7
    flat = Baseline([finding(str(n), [0] * 199 + [n]) for n in range(101)])
    assert flat.limit(1000) == flat.limit(200) == 95
    assert not flat.copies_too_much(finding("at the limit", [0] * 199 + [95]))
    assert flat.copies_too_much(finding("beyond", [0] * 199 + [96]))


def test_a_limit_needs_19_windows_as_many_as_make_the_longest_one_in_twenty() -> None:
    eighteen = Baseline([finding(str(n), [0] * 9 + [n]) for n in range(18)])
    assert eighteen.limit(10) is None
    assert eighteen.copies_too_much(finding("long", [0] * 9 + [10])) is None
    assert eighteen.limit(5) is not None  # 36 windows
    assert Baseline([]).limit(10) is None


def test_runs_of_twelve_are_counted() -> None:
    piece = finding("a", list(range(1, 15)) + [0] * 6)
    assert share_of_runs(piece) == (3, 9)
    assert share_of_runs(finding("short", [5] * 8)) == (0, 0)
    share = summarize([piece], 20, seed=1).share
    assert share is not None
    assert share.mean == pytest.approx(3 / 9)
    assert summarize([finding("short", [5] * 8)], 20, seed=1).share is None


def test_an_interval_needs_five_pieces_and_holds_the_percentile() -> None:
    rng = np.random.default_rng(7)
    pieces = [finding(str(n), rng.integers(0, 20, 50).tolist()) for n in range(40)]
    summary = summarize(pieces, 50, seed=3)
    assert summary == summarize(pieces, 50, seed=3)
    assert summary.high_interval is not None
    assert summary.high_interval[0] <= summary.high <= summary.high_interval[1]
    assert summarize(pieces[:4], 50, seed=3).high_interval is None
    same = summarize([finding(str(n), [6] * 50) for n in range(9)], 50, seed=3)
    assert same.high_interval == (6, 6)


def test_windows_of_one_piece_are_drawn_together() -> None:
    """All that copies is one piece of six: it is left out of a third of the draws, however many windows it has."""
    pieces = [finding(str(n), [0] * 40) for n in range(5)] + [finding("copy", [9] * 400)]
    interval = summarize(pieces, 40, seed=3).high_interval
    assert interval == (0, 9)
