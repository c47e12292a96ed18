"""Rules of where voices lie; ranges are those printed in Integrated Music Theory, lesson 10a."""

from __future__ import annotations

import pytest

from evaluation.measures.rules.chorale import to_chorale
from evaluation.measures.rules.placing import crossings, out_of_range, wide_spacings


def test_a_crossing_counts_once_however_long_it_lasts(score) -> None:
    chorale = to_chorale(score("C5 C5 D5 C5", "G4 D5 E5 G4", "E4 E4 F4 A4", "C3 C3 C3 C3"))
    assert crossings(chorale) == [(1, "SA"), (3, "AT")]


def test_voices_that_meet_do_not_cross_and_a_resting_voice_crosses_nothing(score) -> None:
    assert crossings(to_chorale(score("G4 -", "G4 G4", "E4 E4", "C3 C3"))) == []


def test_tenor_and_bass_cross_too(score) -> None:
    assert crossings(to_chorale(score("G4", "E4", "C3", "E3"))) == [(0, "TB")]


def test_upper_voices_lie_within_an_octave_and_the_bass_where_it_likes(score) -> None:
    assert wide_spacings(to_chorale(score("C5", "C4", "C3", "C1"))) == []
    chorale = to_chorale(score("D5 D5 C5 D5", "C4 C4 C4 C4", "C4 B2 B2 C3", "C1 C1 C1 C1"))
    assert wide_spacings(chorale) == [(0, "SA"), (1, "AT"), (3, "SA")]


@pytest.mark.parametrize(
    ("voice", "lowest", "highest", "below", "above"),
    [
        (0, "C4", "G5", "B3", "G#5"),
        (1, "G3", "D5", "F#3", "D#5"),
        (2, "C3", "G4", "B2", "G#4"),
        (3, "E2", "D4", "D#2", "D#4"),
    ],
)
def test_each_note_beyond_a_voice_s_range_counts(score, voice, lowest, highest, below, above) -> None:
    lines = ["- - - - -"] * 4
    lines[voice] = f"{lowest} {highest} {below} . {above}"
    assert out_of_range(to_chorale(score(*lines))) == [(2, "SATB"[voice]), (3, "SATB"[voice])]
