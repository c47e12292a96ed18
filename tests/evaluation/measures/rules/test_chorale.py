"""A piece as its chords."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.measures.rules.chorale import REST, to_chorale
from generators.errors import InputError
from generators.pieces import transpose


def test_a_chord_begins_where_the_pitch_of_any_voice_changes(score) -> None:
    chorale = to_chorale(score("C5 C5 D5 -", "G4 . . .", "E4 F4 . .", "C3 . . ."))
    assert chorale.pitches.tolist() == [[72, 67, 64, 48], [72, 67, 65, 48], [74, 67, 65, 48], [REST, 67, 65, 48]]
    assert chorale.starts.tolist() == [0, 4, 8, 12]  # sixteenths
    assert chorale.durations.tolist() == [4, 4, 4, 4]
    assert chorale.sounding(3) == [67, 65, 48]


def test_a_repeated_note_is_a_held_one(score) -> None:
    held, repeated = (to_chorale(score(soprano, "G4 A4", "- -", "- -")) for soprano in ("C5 .", "C5 C5"))
    assert np.array_equal(held.pitches, repeated.pitches)


def test_a_fermata_lies_over_the_chords_that_sound_under_the_soprano_s_note(score) -> None:
    chorale = to_chorale(score("C5 D5 . E5 F5", "G4 . A4 . .", "- - - - -", "- - - - -", fermatas=(1, 4)))
    assert chorale.starts.tolist() == [0, 4, 8, 12, 16]
    assert chorale.fermatas == (range(1, 3), range(4, 5))


def test_a_held_chord_lies_under_the_fermata_of_a_repeated_note(score) -> None:
    assert to_chorale(score("C5 C5", "G4 G4", "E4 E4", "C3 C3", fermatas=(1,))).fermatas == (range(1),)


def test_only_four_single_voices_are_a_chorale(score) -> None:
    piece = score("C5", "G4", "E4", "C3")
    with pytest.raises(InputError, match="has 3 voices"):
        to_chorale(replace(piece, voices=piece.voices[:3]))
    twice = replace(piece.voices[0], notes=piece.voices[0].notes + transpose(piece, 4).voices[0].notes)
    with pytest.raises(InputError, match="two notes at once"):
        to_chorale(replace(piece, voices=(twice, *piece.voices[1:])))
