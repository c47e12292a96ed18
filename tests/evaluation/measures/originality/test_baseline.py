"""The human baseline: windows and limits counted by hand, the bootstrap against what it must and cannot say."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.measures.originality.baseline import Baseline, share_of_runs, summarize
from evaluation.measures.originality.events import Line
from evaluation.measures.originality.passages import Finding, Repertoire, SharedLine
from evaluation.ngrams.copies.search import Copies
from generators.pieces import Note, Piece, Voice

NOWHERE = Repertoire("onsets", [], [], [], [])
APART = 480  # ticks from one event to the next


def finding(name: str, *lines: list[int]) -> Finding:
    """A piece of quarter notes of which is known how long a copy ends at each, line by line."""
    count = len(lines[0])
    ticks = tuple(range(0, count * APART, APART))
    piece = Piece((Voice("", tuple(Note(tick, APART, 60) for tick in ticks)),), count * APART)
    nowhere = np.zeros(count, np.int64)
    shared = [SharedLine(Line(ticks, ticks, ticks), Copies(np.array(each), nowhere, nowhere)) for each in lines]
    return Finding(name, piece, shared, NOWHERE)


def pieces_that_copy(*longest: int, notes: int = 200) -> list[Finding]:
    """Pieces whose longest copies are these."""
    return [finding(str(number), [0] * (notes - 1) + [each]) for number, each in enumerate(longest)]


def test_a_copy_counts_as_far_as_it_is_in_the_window() -> None:
    piece = finding("a", [0, 1, 2, 3, 4, 5, 0, 1, 9])
    whole = summarize([piece], 9, seed=1)
    assert whole is not None
    assert (whole.windows, whole.longest, whole.median) == (1, 9, 9)
    thirds = summarize([piece], 3, seed=1)  # 0 1 2, then 1 2 3 of what begins before, then 0 1 2 … 3 at most
    assert thirds is not None
    assert (thirds.windows, thirds.longest, thirds.median) == (3, 3, 3)
    fours = summarize([piece], 4, seed=1)  # the ninth event is left over
    assert fours is not None
    assert (fours.windows, fours.longest) == (2, 3)


def test_the_longest_copy_of_a_window_is_that_of_any_line() -> None:
    two = summarize([finding("a", [1, 2, 0, 0], [0, 0, 1, 1])], 2, seed=1)
    assert two is not None
    assert (two.windows, two.longest, two.median) == (2, 2, 1.5)


def test_a_piece_shorter_than_the_window_stays_whole() -> None:
    short = summarize([finding("a", [1, 2, 3]), finding("b", [4, 5, 6]), finding("c", [1])], 5, seed=1)
    assert short is not None
    assert (short.windows, short.longest, short.median) == (3, 3, 3)  # of a run of six, three events are there
    assert summarize([], 5, seed=1) is None


@pytest.mark.parametrize("copies", [range(1, 100), [7] * 90 + [*range(20, 29)], [3] * 98 + [40], [5] * 99])
def test_four_of_99_windows_go_beyond_a_limit_at_most_so_that_with_a_candidate_it_is_one_in_twenty(copies) -> None:
    limits = Baseline({"onsets": pieces_that_copy(*copies)}).limits(200)
    assert limits is not None
    assert sum(each > limits["onsets"] for each in copies) <= 4
    assert limits["onsets"] >= sorted(copies)[94]


def test_the_limit_is_measured_by_the_other_windows_long_copies() -> None:
    """Of 19 windows all must be within. The longest, 6, goes 6 / 4 times as far as the longest of the others: so may a
    candidate, measured by 6.
    """
    assert Baseline({"onsets": pieces_that_copy(*[4] * 18, 6)}).limits(200) == {"onsets": 9}


def test_the_limits_of_all_kinds_together_hold_what_one_would_promise() -> None:
    """Four windows of 99 go far by one kind, four others by the other: only four of the eight may be beyond a limit."""
    one, other = [4] * 95 + [10, 11, 12, 13], [14, 15, 16, 17] + [6] * 95
    limits = Baseline({"one": pieces_that_copy(*one), "other": pieces_that_copy(*other)}).limits(200)
    assert limits is not None
    assert sum(a > limits["one"] or b > limits["other"] for a, b in zip(one, other, strict=True)) <= 4
    alone = Baseline({"one": pieces_that_copy(*one)}).limits(200)
    assert alone is not None
    assert alone["one"] < limits["one"]


@pytest.mark.parametrize("kinds", [1, 3, 6])
def test_music_like_the_held_out_pieces_is_beyond_a_limit_in_one_case_of_twenty_at_most(kinds) -> None:
    """Copies drawn from one law for held-out pieces and candidates, each kind by itself: 2,400 candidates, 40 limits.

    Of 40 windows and a candidate 39 are within, so that 2 in 41 are expected beyond at most (4.9 %).
    """
    rng = np.random.default_rng(20)
    alarms = 0
    for _ in range(40):
        held_out = rng.geometric(0.3, size=(kinds, 40)) + 3
        limits = Baseline({str(kind): pieces_that_copy(*each, notes=60) for kind, each in enumerate(held_out)}).limits(
            60
        )
        assert limits is not None
        candidates = rng.geometric(0.3, size=(kinds, 60)) + 3
        alarms += int((candidates > np.array(list(limits.values()))[:, None]).any(axis=0).sum())
    assert alarms <= 0.05 * 2400


def test_limits_need_19_windows_as_many_as_make_the_longest_one_in_twenty() -> None:
    assert Baseline({"onsets": pieces_that_copy(*range(18), notes=10)}).limits(10) is None
    assert Baseline({"onsets": pieces_that_copy(*range(19), notes=20)}).limits(20) is not None
    assert Baseline({"onsets": pieces_that_copy(*range(18), notes=10)}).limits(5) is not None  # 36 windows
    assert Baseline({"onsets": []}).limits(10) is None


def test_runs_of_twelve_are_counted() -> None:
    piece = finding("a", list(range(1, 15)) + [0] * 6)
    assert share_of_runs(piece) == (3, 9)
    assert share_of_runs(finding("short", [5] * 8)) == (0, 0)
    summary = summarize([piece], 20, seed=1)
    assert summary is not None
    assert summary.share is not None
    assert summary.share.mean == pytest.approx(3 / 9)
    short = summarize([finding("short", [5] * 8)], 8, seed=1)
    assert short is not None
    assert short.share is None


def test_an_interval_needs_five_pieces_and_holds_the_percentile() -> None:
    rng = np.random.default_rng(7)
    pieces = [finding(str(n), rng.integers(0, 20, 50).tolist()) for n in range(40)]
    summary, fewer = summarize(pieces, 50, seed=3), summarize(pieces[:4], 50, seed=3)
    assert summary == summarize(pieces, 50, seed=3)
    assert summary is not None
    assert summary.high_interval is not None
    assert summary.high_interval[0] <= summary.high <= summary.high_interval[1]
    assert fewer is not None
    assert fewer.high_interval is None
    same = summarize([finding(str(n), [6] * 50) for n in range(9)], 50, seed=3)
    assert same is not None
    assert same.high_interval == (6, 6)


def test_windows_of_one_piece_are_drawn_together() -> None:
    """All that copies is one piece of six: it is left out of a third of the draws, however many windows it has."""
    pieces = [finding(str(n), [0] * 40) for n in range(5)] + [finding("copy", [9] * 400)]
    summary = summarize(pieces, 40, seed=3)
    assert summary is not None
    assert summary.high_interval == (0, 9)
