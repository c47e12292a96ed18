"""Melody RNN's events, written by hand."""

import pytest

from generators.encodings.melody import MelodyEncoding
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice

ENCODING = MelodyEncoding()


def names(*notes: Note, length: int = 720) -> list[str]:
    return [ENCODING.vocabulary[token] for token in ENCODING.encode(Piece((Voice("tune", notes),), length))]


def test_there_are_38_events_as_in_magenta() -> None:
    """-2, -1 and the pitches 48 to 83."""
    assert len(ENCODING.vocabulary) == 38


def test_a_note_is_struck_goes_on_and_ends() -> None:
    expected = ["NO_EVENT", "NOTE_ON 60", "NO_EVENT", "NOTE_OFF", "NO_EVENT", "NOTE_ON 83"]
    assert names(Note(120, 240, 60), Note(600, 120, 83)) == expected


def test_a_note_ends_where_the_next_begins_and_the_highest_of_several_is_taken() -> None:
    assert names(Note(0, 240, 60), Note(0, 240, 64), Note(120, 120, 62), length=240) == ["NOTE_ON 64", "NOTE_ON 62"]


def test_pitches_outside_the_range_move_by_octaves() -> None:
    assert names(Note(0, 120, 84), Note(120, 120, 40), length=240) == ["NOTE_ON 72", "NOTE_ON 52"]


def test_events_are_read_as_by_hand() -> None:
    tokens = [ENCODING.vocabulary.index(name) for name in ("NOTE_ON 60", "NO_EVENT", "NOTE_OFF", "NOTE_ON 62")]
    piece = ENCODING.decode(tokens)
    assert (piece.voices[0].notes, piece.length) == ((Note(0, 240, 60), Note(360, 120, 62)), 480)


def test_what_is_no_melody_is_refused() -> None:
    with pytest.raises(InputError, match="a melody needs a voice"):
        ENCODING.encode(Piece((), 480))
    with pytest.raises(InputError, match="token 0, 38, is no event"):
        ENCODING.decode([38])
    with pytest.raises(InputError, match="no tokens"):
        ENCODING.decode([])
