"""Pieces: expected values are worked out by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.errors import InputError
from generators.pieces import (
    Key,
    KeySignature,
    Meter,
    Mode,
    Note,
    Pedal,
    Piece,
    Program,
    Tempo,
    Voice,
    bar_spans,
    bars,
    cut,
    follows_on,
    phrase_ends,
    position,
    seconds,
    transpose,
)

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
    keys=(Key(0, "major").signature(),),
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
    assert Piece((), length=90 * QUARTER, tempos=(Tempo(0, 90),)).seconds == 60


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


# Two bars of 4/4, the second cut short by the upbeat of a repeat, as in the hymn book: 4 + 3 | 1 + 4 + 4 quarters.
REPEATED = Piece((), 16 * QUARTER, measures=(0, 1920, 3360, 3840, 5760))


def test_bars_begin_where_the_measures_do() -> None:
    assert list(bars(REPEATED)) == [0, 1920, 3360, 3840, 5760]
    assert bar_spans(REPEATED)[1:3] == [(1920, 3840), (3840, 5760)]  # the bar that the repeat divides is one
    assert position(REPEATED, 3360) == (2, 4)
    assert position(REPEATED, 3840) == (3, 1)
    assert list(bars(cut(REPEATED, 2400, 3000))) == [960, 1440]
    assert cut(REPEATED, 2400, 3000).pickup == 960
    with pytest.raises(InputError, match="measures must begin after the pickup of 480 ticks"):
        replace(REPEATED, pickup=480)


def test_a_change_of_metre_begins_a_bar() -> None:
    assert list(bars(Piece((), 4800, meters=(Meter(0, 4, 4), Meter(960, 3, 4))))) == [0, 960, 2400, 3840]


def test_the_last_bar_ends_where_its_metre_ends_it() -> None:
    assert bar_spans(Piece((), 2400))[-1] == (1920, 3840)


def test_a_piece_is_heard_by_its_map_of_tempi() -> None:
    slow_then_fast = Piece((), 8 * QUARTER, tempos=(Tempo(0, 40), Tempo(4 * QUARTER, 160)))
    assert slow_then_fast.seconds == 6 + 1.5
    assert slow_then_fast.tempo == 64  # 8 quarters in 7.5 seconds
    assert seconds(slow_then_fast, 3 * QUARTER, 5 * QUARTER) == 1.5 + 0.375
    assert cut(slow_then_fast, 4 * QUARTER, 960).tempos == (Tempo(0, 160),)
    assert cut(slow_then_fast, 3 * QUARTER, 960).tempos == (Tempo(0, 40), Tempo(QUARTER, 160))


def test_a_tempo_that_is_not_named_stays_unknown_and_is_heard_at_ninety() -> None:
    piece = Piece((), 90 * QUARTER)
    assert (piece.tempos, piece.tempo, piece.seconds) == ((), 90, 60)
    assert cut(piece, 0, 480).tempos == ()


def test_a_cut_keeps_the_instrument_and_the_pedal() -> None:
    voice = Voice("piano", (), programs=(Program(0, 0), Program(960, 6)), pedals=(Pedal(0, 480), Pedal(960, 1920)))
    part = cut(Piece((voice,), 1920), 1200, 480).voices[0]
    assert (part.programs, part.pedals) == ((Program(0, 6),), (Pedal(0, 480),))


# Modes on the white keys, as any book of theory has them.
@pytest.mark.parametrize(
    ("mode", "tonic"), [("dorian", 2), ("phrygian", 4), ("lydian", 5), ("mixolydian", 7), ("locrian", 11)]
)
def test_a_mode_of_the_church_has_its_tonic(mode: Mode, tonic: int) -> None:
    assert KeySignature(0, 0, mode).key == Key(tonic, mode)
    assert Key(tonic, mode).signature() == KeySignature(0, 0, mode)


def test_a_key_signature_without_a_mode_is_in_no_known_key() -> None:
    piece = Piece((), 480, keys=(KeySignature(0, 7, None),))
    assert piece.key is None
    assert transpose(piece, 12).keys == piece.keys
    assert transpose(piece, 1).keys == (KeySignature(0, 2, None),)  # C sharp major's seven sharps become D major's two


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


def test_a_cut_knows_where_it_does_not_follow_on() -> None:
    endings = replace(PIECE, breaks=(2400,))
    assert cut(endings, 480, 2400).breaks == (1920,)
    assert cut(endings, 2400, 480).breaks == cut(endings, 0, 2400).breaks == ()
    assert (follows_on(endings, 0, 2400), follows_on(endings, 2400, 3000)) == (True, True)
    assert not follows_on(endings, 0, 2401)


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
