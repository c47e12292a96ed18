"""Features of rhythm: counted by hand after the definitions in the papers that `rhythm.py` names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.measures.features.rhythm import (
    LENGTH_NAMES,
    average_onset_interval,
    bar_repetition,
    duration_entropy,
    duration_histogram,
    empty_beat_rate,
    groove_consistency,
    notes_per_quarter,
    notes_per_second,
    onset_interval_histogram,
)
from generators.pieces import Meter

QUARTERS = [(n, 1, 60) for n in range(4)]


def named(shares) -> dict[str, float]:
    return {name: share for name, share in zip(LENGTH_NAMES, shares, strict=True) if share}


def test_density_counts_the_notes_of_all_voices(tiny) -> None:
    piece = tiny(QUARTERS, [(0, 4, 48)], quarters=8)  # 5 notes in 4 quarters; what follows them does not count
    assert notes_per_quarter(piece) == 5 / 4
    assert notes_per_second(piece) == 5 / 2  # 120 quarters a minute


def test_durations_fall_into_yang_and_lerch_s_nearest_class(tiny) -> None:
    piece = tiny([(0, 1, 60), (1, 0.98, 60), (2, 1 / 3, 60), (3, 8, 60)])
    assert named(duration_histogram(piece)) == {"1": 0.5, "1/3": 0.25, "4": 0.25}
    assert duration_entropy(piece) == pytest.approx(1.5)  # 1/2 + 2/4 + 2/4


def test_halfway_is_the_shorter(tiny) -> None:
    assert named(duration_histogram(tiny([(0, 2.5, 60)]))) == {"2": 1}


def test_onset_intervals_are_between_onsets_of_any_voice(tiny) -> None:
    piece = tiny([(0, 1, 60), (2, 1, 60)], [(0, 1, 48), (0.5, 1, 48)])  # onsets 0, 0.5, 2
    assert named(onset_interval_histogram(piece)) == {"1/2": 0.5, "3/2": 0.5}
    assert average_onset_interval(piece) == 1


def test_groove_is_one_minus_the_share_of_sixteenths_that_differ(tiny) -> None:
    """Wu & Yang: bars 1 and 2 differ in 2 of 16 places, bars 2 and 3 in none."""
    bars = QUARTERS + [(4 + n, 1, 62) for n in range(2)] + [(8 + n, 1, 64) for n in range(2)]
    assert groove_consistency(tiny(bars, quarters=12)) == pytest.approx(1 - (2 / 16 + 0) / 2)


def test_groove_hears_onsets_not_pitches_or_voices(tiny) -> None:
    assert groove_consistency(tiny(QUARTERS, [(4 + n, 1, 48) for n in range(4)])) == 1


def test_groove_leaves_out_pickup_and_what_is_no_full_bar(tiny) -> None:
    notes = [(0, 0.5, 60), (0.5, 0.5, 60)] + [(n, 1, 60) for n in range(1, 10)]  # a pickup, two bars and a quarter
    assert groove_consistency(tiny(notes, pickup=1)) == 1
    assert groove_consistency(tiny(QUARTERS, quarters=7)) is None


def test_groove_does_not_compare_bars_of_different_length(tiny) -> None:
    piece = tiny([(n, 1, 60) for n in range(10)])
    changed = replace(piece, meters=(Meter(0, 4, 4), Meter(4 * 480, 3, 4)))
    assert groove_consistency(changed) == 1  # bars of 4, 3 and 3
    assert (
        groove_consistency(replace(changed, length=7 * 480, voices=tiny([(n, 1, 60) for n in range(7)]).voices)) is None
    )


def test_a_bar_not_made_of_sixteenths_is_compared_place_by_place(tiny) -> None:
    piece = replace(tiny([(0, 0.25, 60), (0.375, 0.25, 60)], quarters=0.75), meters=(Meter(0, 3, 32),))
    assert groove_consistency(piece) == 1


def test_bar_repetition_counts_bars_that_were_there_before(tiny) -> None:
    other = [(4 + n, 1, 62) for n in range(4)]
    again = [(8 + n, 1, 60) for n in range(4)]
    longer = [(12, 2, 60), (14, 2, 60)]
    assert bar_repetition(tiny(QUARTERS + other + again + longer)) == 1 / 4
    assert bar_repetition(tiny(QUARTERS, again, quarters=16)) == 1 / 2  # empty bars do not count


def test_empty_beats_are_quarters_without_sound(tiny) -> None:
    piece = tiny([(0, 1, 60), (2.5, 1, 60), (5, 0.5, 60)], quarters=8)  # sounds in 0, 2, 3 and 5 of 0 to 5
    assert empty_beat_rate(piece) == pytest.approx(2 / 6)


def test_a_piece_without_notes_has_no_rhythm(tiny) -> None:
    empty = tiny([], quarters=8)
    scalars = (notes_per_quarter, notes_per_second, duration_entropy, average_onset_interval, bar_repetition)
    assert [measure(empty) for measure in (*scalars, empty_beat_rate)] == [None] * 6
    assert duration_histogram(empty) is onset_interval_histogram(empty) is None
    assert groove_consistency(empty) == 1  # two empty bars are alike


def test_one_onset_has_no_interval(tiny) -> None:
    piece = tiny([(0, 1, 60)], [(0, 1, 64)])
    assert average_onset_interval(piece) is onset_interval_histogram(piece) is None


def test_groove_is_as_muspy_s_formula_says(tiny) -> None:
    """MusPy: 1 - 1/(T - 1) × the sum of the neighbors' Hamming distances, here over a grid of random sixteenths."""
    grid = np.random.default_rng(1).random((6, 16)) < 0.5
    notes = [(4 * bar + place / 4, 0.25, 60) for bar, place in zip(*np.nonzero(grid), strict=True)]
    expected = 1 - np.count_nonzero(grid[1:] != grid[:-1]) / (16 * 5)
    assert groove_consistency(tiny(notes, quarters=24)) == pytest.approx(expected)
