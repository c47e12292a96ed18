"""Features of intervals: counted by hand, and by music21 in a chorale."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import music21
import pytest

from evaluation.measures.features.intervals import (
    INTERVALS,
    LEAP_NAMES,
    average_interval,
    harmonic_intervals,
    melodic_intervals,
)
from generators.corpora.chorales.scores import load_chorales


def named(names, shares) -> dict[str, float]:
    return {name: share for name, share in zip(names, shares, strict=True) if share}


def test_moves_are_counted_voice_by_voice_and_over_rests(tiny) -> None:
    piece = tiny([(0, 1, 60), (1, 1, 62), (3, 1, 60)], [(0, 1, 48), (1, 1, 55)])  # +2, -2; +7
    assert named(LEAP_NAMES, melodic_intervals(piece)) == pytest.approx({"+2": 1 / 3, "-2": 1 / 3, "+7": 1 / 3})
    assert average_interval(piece) == pytest.approx(11 / 3)  # Yang & Lerch: the mean of 2, 2 and 7


def test_wide_leaps_fall_into_the_last_bins(tiny) -> None:
    shares = melodic_intervals(tiny([(0, 1, 40), (1, 1, 52), (2, 1, 80), (3, 1, 60)]))  # +12, +28, -20
    assert named(LEAP_NAMES, shares) == pytest.approx({"+12": 1 / 3, "+13 or more": 1 / 3, "-13 or more": 1 / 3})


def test_of_notes_that_begin_together_the_highest_makes_the_line(tiny) -> None:
    shares = melodic_intervals(tiny([(0, 1, 60), (0, 1, 67), (1, 1, 65), (1, 1, 50)]))
    assert named(LEAP_NAMES, shares) == {"-2": 1}


def test_harmonic_intervals_are_pairs_that_sound_where_a_note_begins(tiny) -> None:
    held = [(0, 2, 48)]
    moving = [(0, 1, 64), (1, 1, 67)]  # a tenth, then a twelfth over the held note
    assert named(INTERVALS, harmonic_intervals(tiny(held, moving))) == {"M3": 0.5, "P5": 0.5}


def test_a_voice_that_falls_silent_begins_no_harmony(tiny) -> None:
    piece = tiny([(0, 1, 60)], [(0, 2, 64)], [(0, 2, 72)])  # three pairs at 0; at 1 nothing begins
    assert named(INTERVALS, harmonic_intervals(piece)) == pytest.approx({"M3": 1 / 3, "m6": 1 / 3, "octave": 1 / 3})


def test_one_note_makes_no_interval(tiny) -> None:
    piece = tiny([(0, 1, 60)])
    assert [melodic_intervals(piece), average_interval(piece), harmonic_intervals(piece)] == [None] * 3


def test_two_voices_in_unison_make_no_harmony(tiny) -> None:
    assert harmonic_intervals(tiny([(0, 1, 60)], [(0, 1, 60)])) is None


def test_a_chorale_s_intervals_are_those_music21_counts() -> None:
    score = music21.corpus.parse("bwv66.6").stripTies()
    moves = [
        later.pitch.midi - earlier.pitch.midi
        for part in score.parts
        for earlier, later in pairwise(part.recurse().getElementsByClass("Note"))
    ]
    notes = [
        (note.getOffsetInHierarchy(score), note.getOffsetInHierarchy(score) + note.quarterLength, note.pitch.midi)
        for note in score.recurse().notes
    ]
    chords = [
        sorted({pitch for start, end, pitch in notes if start <= onset < end}) for onset in {note[0] for note in notes}
    ]
    pairs = Counter((high - low) % 12 for chord in chords for low, high in combinations(chord, 2))
    piece = load_chorales()["66.6"]
    counted = Counter(f"{move:+d}" for move in moves)
    assert named(LEAP_NAMES, melodic_intervals(piece)) == pytest.approx(
        {name: count / len(moves) for name, count in counted.items()}
    )
    assert harmonic_intervals(piece) == pytest.approx([pairs[each] / pairs.total() for each in range(12)])
