"""A piece by all rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.measures.rules.measuring import Violation, measure_piece, measure_pieces
from evaluation.measures.rules.rules import RULES
from generators.errors import InputError
from generators.pieces import Meter, transpose


def test_violations_have_bar_beat_and_voices(score) -> None:
    piece = score("D5 B4 C#5 D5 .", "F#4 E4 G4 F#4 .", "A3 B3 C#4 D4 .", "D3 G3 A3 D3 .", fermatas=(3,), pickup=1)
    measured = measure_piece("lesson", piece)
    assert measured.violations == (
        Violation("parallel octaves", 1, 2, "ST"),  # after the pickup, which has the first chord
        Violation("parallel octaves", 1, 3, "ST"),
        Violation("doubled leading tone", 1, 2, "ST"),
    )
    broken = dict(zip((rule.name for rule in RULES), measured.counts.broken, strict=True))
    assert (broken["parallel octaves"], broken["doubled leading tone"], sum(broken.values())) == (2, 1, 3)


def test_chances_are_chords_notes_fermatas_and_authentic_cadences(score) -> None:
    piece = score("B4 C5 - G4", "D4 E4 - G4", "G3 . - C4", "G3 C3 - E3", fermatas=(1, 3))
    counts = measure_piece("two phrases", piece).counts
    assert counts.chances == {"chords": 3, "notes": 11, "fermatas": 2, "authentic cadences": 1}
    assert counts.cadences == (1, 0, 0, 0, 1)  # authentic, and one that is none


def test_beats_are_those_of_the_metre(score) -> None:
    piece = replace(score("A4 B4", "D4 E4", "- -", "- -", length=1.5), meters=(Meter(0, 6, 8),))
    assert measure_piece("six eighths", piece).violations == (Violation("parallel fifths", 1, 4, "SA"),)


def test_another_key_changes_nothing_but_ranges(score) -> None:
    piece = score("C5 C5 B4 C5", "G4 A4 G4 G4", "E4 F4 D4 E4", "C3 F3 G3 C3", fermatas=(3,))
    one, other = (measure_piece("", transpose(piece, steps)).counts for steps in (0, 5))
    place = [rule.name for rule in RULES].index("range")
    assert one.broken[:place] == other.broken[:place]
    assert one.broken[place + 1 :] == other.broken[place + 1 :]
    assert one.chances == other.chances
    assert one.broken[place] < other.broken[place]


def test_what_is_not_in_four_parts_is_refused_by_name(score) -> None:
    piece = score("C5", "G4", "E4", "C3")
    with pytest.raises(InputError, match=r"^duet: .*2 voices"):
        measure_pieces([("hymn", piece), ("duet", replace(piece, voices=piece.voices[:2]))])
    with pytest.raises(InputError, match="no pieces"):
        measure_pieces([])
