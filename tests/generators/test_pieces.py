"""Pieces: expected values are worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.errors import InputError
from generators.pieces import Key, Meter, Note, Piece, Voice, bars, cut, phrase_ends, position, transpose

QUARTER = 480
# A pickup of a quarter, two bars of 4/4, then 3/4; the phrase ends with the second note.
PIECE = Piece(
    voices=(
        Voice("S", (Note(0, 480, 67), Note(480, 1920, 72, fermata=True), Note(2400, 2400, 71))),
        Voice("B", (Note(0, 2400, 48), Note(2880, 1920, 43))),
    ),
    length=7 * 480 + 2880,
    meters=(Meter(0, 4, 4), Meter(480 + 2 * 1920, 3, 4)),
    pickup=480,
    key=Key(0, "major"),
)


@pytest.mark.parametrize(
    ("onset", "duration", "pitch"), [(-1, 480, 60), (0, 0, 60), (0, -5, 60), (0, 480, -1), (0, 480, 128)]
)
def test_a_note_that_cannot_sound_is_refused(onset: int, duration: int, pitch: int) -> None:
    with pytest.raises(InputError, match=str(min(onset, duration) if 0 <= pitch <= 127 else pitch)):
        Note(onset, duration, pitch)


def test_no_note_lasts_longer_than_its_piece() -> None:
    with pytest.raises(InputError, match="ends at tick 481, after the piece's length 480"):
        Piece((Voice("S", (Note(1, 480, 60),)),), 480)


def test_drums_have_no_key_to_be_moved_to() -> None:
    kit, line = Voice("kit", (Note(0, 120, 36),), drums=True), Voice("line", (Note(0, 120, 36),))
    assert [voice.notes[0].pitch for voice in transpose(Piece((kit, line), 480), 5).voices] == [36, 41]


def test_a_voice_that_is_not_there_is_named_with_those_that_are() -> None:
    assert PIECE.voice("B") is PIECE.voices[1]
    with pytest.raises(InputError, match=r"no voice 'T'.* S, B"):
        PIECE.voice("T")


def test_a_piece_lasts_as_long_as_its_tempo_says() -> None:
    assert Piece((), length=90 * QUARTER, tempo=90).seconds == 60


# The signatures of the circle of fifths, as any book of theory has them.
@pytest.mark.parametrize(
    ("tonic", "mode", "fifths"),
    [
        (0, "major", 0),
        (7, "major", 1),
        (5, "major", -1),
        (4, "major", 4),
        (3, "major", -3),
        (6, "major", -6),
        (9, "minor", 0),
        (4, "minor", 1),
        (2, "minor", -1),
        (0, "minor", -3),
        (1, "minor", 4),
        (11, "minor", 2),
    ],
)
def test_a_key_has_its_signature(tonic, mode, fifths) -> None:
    assert Key(tonic, mode).fifths == fifths


def test_transposing_moves_every_note_and_the_key() -> None:
    moved = transpose(PIECE, 3)
    assert [note.pitch for note in moved.voices[0].notes] == [70, 75, 74]
    assert moved.key == Key(3, "major")
    assert transpose(moved, -3) == PIECE
    with pytest.raises(InputError, match="128 is not a MIDI number"):
        transpose(PIECE, 56)


def test_bars_follow_the_pickup_and_the_changes_of_metre() -> None:
    assert list(bars(PIECE)) == [480, 2400, 4320, 5760]


def test_a_position_is_a_bar_and_a_beat_of_the_metre_in_force() -> None:
    piece = Piece((), 480 * 20, meters=(Meter(0, 4, 4), Meter(480 * 9, 6, 8)), pickup=480)
    assert position(piece, 0) == (0, 4)  # the last beat of the bar that the pickup fills
    assert position(piece, 480) == (1, 1)
    assert position(piece, 480 * 6 + 240) == (2, 2.5)
    assert position(piece, 480 * 9) == (3, 1)
    assert position(piece, 480 * 9 + 3 * 480 + 240) == (4, 2)  # in eighths


def test_phrases_end_where_the_sopranos_fermatas_do() -> None:
    assert phrase_ends(PIECE) == (2400,)


def test_a_cut_shortens_the_notes_on_its_edges() -> None:
    part = cut(PIECE, 240, 1200)
    assert part.voices[0].notes == (Note(0, 240, 67), Note(240, 960, 72))  # cut off before its end: no fermata
    assert part.voices[1].notes == (Note(0, 1200, 48),)
    assert (part.length, part.pickup, part.meters) == (1200, 240, (Meter(0, 4, 4),))


def test_a_cut_from_the_start_keeps_fermata_and_pickup() -> None:
    part = cut(PIECE, 0, 2400)
    assert part.voices[0].notes[-1].fermata
    assert part.pickup == 480


def test_a_cut_at_a_bar_has_no_pickup_and_keeps_later_changes_of_metre() -> None:
    part = cut(PIECE, 2400, 3360)
    assert (part.pickup, part.meters) == (0, (Meter(0, 4, 4), Meter(1920, 3, 4)))
    assert cut(PIECE, 4320, 480).meters == (Meter(0, 3, 4),)


@given(st.integers(-10, PIECE.length + 10), st.integers(-10, PIECE.length + 10))
def test_a_cut_is_as_long_as_asked_for_or_refused(start: int, length: int) -> None:
    if start < 0 or length <= 0 or start + length > PIECE.length:
        with pytest.raises(InputError, match="cannot cut"):
            cut(PIECE, start, length)
        return
    part = cut(PIECE, start, length)
    for whole, voice in zip(PIECE.voices, part.voices, strict=True):
        sounding = {(t, n.pitch) for n in whole.notes for t in range(max(n.onset, start), min(n.end, start + length))}
        assert {(t + start, n.pitch) for n in voice.notes for t in range(n.onset, n.end)} == sounding
    assert part.length == length
