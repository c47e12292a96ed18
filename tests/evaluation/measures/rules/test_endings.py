"""Rules of how phrases end; what is expected was found by hand, after the textbooks that the rules name."""

from __future__ import annotations

from evaluation.measures.rules.chorale import to_chorale
from evaluation.measures.rules.endings import doubled_leading_tones, unresolved_leading_tones, weak_endings


def v_i(score, soprano: str, alto: str, tenor: str):
    """Three voices over V-I in C, as chords."""
    return to_chorale(score(soprano, alto, tenor, "G3 C3", fermatas=(1,)))


def test_a_phrase_ends_well_on_a_triad_in_root_position_with_or_without_its_fifth(score) -> None:
    for alto in ("E4", "Eb4"):
        for tenor in ("G3", "C4"):
            assert weak_endings(to_chorale(score("C5", alto, tenor, "C3", fermatas=(0,)))) == []


def test_inversions_empty_fifths_and_sevenths_are_weak_endings(score) -> None:
    for alto, tenor, bass in (("G4", "C4", "E3"), ("G4", "G3", "C3"), ("G4", "E4", "Bb2"), ("E4", "Bb3", "C3")):
        assert weak_endings(to_chorale(score("- C5", f"- {alto}", f"- {tenor}", f"- {bass}", fermatas=(1,)))) == [
            (1, "SATB")
        ]


def test_a_suspension_that_resolves_under_the_fermata_is_no_weak_ending(score) -> None:
    assert weak_endings(to_chorale(score("C5 .", "F4 E4", "G3 .", "C3 .", fermatas=(0,)))) == []


def test_without_fermatas_no_ending_is_weak(score) -> None:
    assert weak_endings(to_chorale(score("C5", "G4", "C4", "E3"))) == []


def test_a_doubled_leading_tone_is_found_in_the_dominant(score) -> None:
    assert doubled_leading_tones(v_i(score, "B4 C5", "D4 E4", "B3 C4")) == [(0, "ST")]
    assert doubled_leading_tones(v_i(score, "B4 C5", "D4 E4", "G3 G3")) == []


def test_a_leading_tone_rises_in_outer_voices_and_may_fall_to_the_fifth_in_inner_ones(score) -> None:
    assert unresolved_leading_tones(v_i(score, "B4 C5", "D4 E4", "G3 G3")) == []
    assert unresolved_leading_tones(v_i(score, "D5 C5", "B4 G4", "G4 E4")) == []
    assert unresolved_leading_tones(v_i(score, "B4 G4", "D4 E4", "G3 C4")) == [(1, "S")]
    assert unresolved_leading_tones(v_i(score, "D5 C5", "B4 E4", "G4 G4")) == [(1, "A")]


def test_a_cadence_whose_two_leading_tones_fail_counts_once(score) -> None:
    assert unresolved_leading_tones(v_i(score, "B4 G4", "D4 E4", "B3 E4")) == [(1, "ST")]


def test_the_bass_of_a_diminished_chord_must_rise_too(score) -> None:
    rising, falling = (score("F4 E4", "D4 C4", "D4 G3", f"B2 {bass}", fermatas=(1,)) for bass in ("C3", "C2"))
    assert unresolved_leading_tones(to_chorale(rising)) == []
    assert unresolved_leading_tones(to_chorale(falling)) == [(1, "B")]


def test_an_ornament_on_the_way_does_not_matter(score) -> None:
    piece = score("B4 A4 C5 .", "D4 . E4 .", "G3 . . .", "G3 . C3 .", fermatas=(2,), length=0.5)
    assert unresolved_leading_tones(to_chorale(piece)) == []


def test_cadences_inside_a_phrase_are_not_looked_at(score) -> None:
    piece = score("B4 G4 C5", "B3 E4 A4", "D4 C4 F4", "G3 C3 F3", fermatas=(2,))
    assert doubled_leading_tones(to_chorale(piece)) == []
