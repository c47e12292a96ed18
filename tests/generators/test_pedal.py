"""The sustain pedal: expected values are worked out by hand."""

from generators.pedal import sustained
from generators.pieces import Note, Pedal, Piece, Voice


def ends(notes: tuple[Note, ...], *pedals: Pedal, length: int = 1920) -> list[int]:
    (voice,) = sustained(Piece((Voice("piano", notes, pedals=pedals),), length)).voices
    assert voice.pedals == ()
    return [note.end for note in voice.notes]


def test_a_note_released_under_the_pedal_lasts_until_it_goes_up() -> None:
    assert ends((Note(0, 240, 60), Note(480, 240, 64)), Pedal(120, 960)) == [960, 960]


def test_a_note_that_is_still_held_when_the_pedal_goes_up_is_as_long_as_written() -> None:
    assert ends((Note(0, 960, 60),), Pedal(120, 480)) == [960]
    assert ends((Note(0, 480, 60),), Pedal(120, 480)) == [480]


def test_a_note_ends_when_it_is_struck_again() -> None:
    assert ends((Note(0, 240, 60), Note(480, 240, 60)), Pedal(0, 960)) == [480, 960]
    assert ends((Note(0, 240, 60), Note(240, 240, 60)), Pedal(0, 960)) == [240, 960]


def test_a_pedal_never_lifted_ends_with_the_piece() -> None:
    assert ends((Note(0, 240, 60),), Pedal(0, 5000)) == [1920]


def test_without_a_pedal_nothing_changes() -> None:
    assert ends((Note(0, 240, 60),)) == [240]
    assert ends((Note(0, 240, 60),), Pedal(480, 960)) == [240]
