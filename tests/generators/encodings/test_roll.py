"""Piano rolls, counted by hand."""

import numpy as np
import pytest

from generators.encodings.roll import folded, from_roll, step_ticks, to_roll
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice


def piece(*voices: tuple[Note, ...], length: int = 480) -> Piece:
    return Piece(tuple(Voice(str(number), notes) for number, notes in enumerate(voices)), length)


def column(music: Piece, pitch: int) -> list[int]:
    return to_roll(music, 4)[:, pitch].tolist()


def test_a_note_is_struck_once_and_held_to_its_end() -> None:
    assert column(piece((Note(120, 240, 60),)), 60) == [0, 1, 2, 0]


def test_a_pitch_struck_again_while_it_sounds_begins_anew_and_lasts_as_long_as_anything_sounds() -> None:
    music = piece((Note(0, 480, 60),), (Note(120, 120, 60),))
    assert column(music, 60) == [1, 1, 2, 2]
    assert from_roll(to_roll(music, 4), 4).voices[0].notes == (Note(0, 120, 60), Note(120, 360, 60))


def test_two_voices_that_strike_one_pitch_together_are_one_note() -> None:
    assert column(piece((Note(0, 120, 60),), (Note(0, 240, 60),)), 60) == [1, 2, 0, 0]


def test_notes_between_steps_go_to_the_nearest_and_last_one_at_least() -> None:
    assert column(piece((Note(59, 10, 60), Note(60, 10, 62))), 60) == [1, 0, 0, 0]
    assert column(piece((Note(59, 10, 60), Note(60, 10, 62))), 62) == [0, 1, 0, 0]
    assert column(piece((Note(470, 10, 60),)), 60) == [0, 0, 0, 1]  # the step after it is not in the piece


@pytest.mark.parametrize(("pitch", "inside"), [(33, 33), (94, 94), (32, 44), (21, 33), (95, 83), (127, 91), (0, 36)])
def test_pitches_outside_move_by_the_fewest_octaves(pitch: int, inside: int) -> None:
    assert folded(pitch, 33, 94) == inside
    assert to_roll(piece((Note(0, 120, pitch),)), 4, 33, 94)[0].tolist().index(1) == inside - 33


def test_what_is_held_without_having_sounded_is_struck() -> None:
    roll = np.zeros((3, 128), dtype=np.uint8)
    roll[1:, 60] = 2
    assert from_roll(roll, 4).voices[0].notes == (Note(120, 240, 60),)


@pytest.mark.parametrize("steps", [0, 7, 1000])
def test_a_quarter_note_must_divide_into_its_steps(steps: int) -> None:
    with pytest.raises(InputError, match=f"{steps} steps a quarter note"):
        step_ticks(steps)
