"""Drums RNN's tokens, written by hand: one digit a class, from the bass drum to the ride cymbal."""

import pytest

from generators.encodings.drums import CLASSES, DrumEncoding
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice

ENCODING = DrumEncoding()


def names(piece: Piece) -> list[str]:
    return [ENCODING.vocabulary[token] for token in ENCODING.encode(piece)]


def test_there_are_512_sets_of_hits_of_nine_classes() -> None:
    assert (len(CLASSES), len(ENCODING.vocabulary)) == (9, 512)


def test_every_percussion_sound_of_general_midi_has_one_class() -> None:
    """General MIDI level 1 names the pitches 35 to 81."""
    pitches = [pitch for members in CLASSES.values() for pitch in members]
    assert len(set(pitches)) == len(pitches)
    assert set(range(35, 82)) <= set(pitches)


def test_a_beat_is_written_as_by_hand() -> None:
    kick_and_hat, hat, snare, crash = "101000000", "001000000", "010000000", "000000010"
    notes = (Note(0, 60, 36), Note(3, 60, 42), Note(130, 60, 22), Note(230, 60, 40), Note(360, 60, 57))
    assert names(Piece((Voice("kit", notes, drums=True),), 480)) == [kick_and_hat, hat, snare, crash]


def test_each_hit_is_played_by_its_classs_own_sound_for_a_sixteenth() -> None:
    piece = ENCODING.decode([0b000000011, 0, 0b100000000])
    assert piece.voices[0].notes == (Note(0, 120, 36), Note(0, 120, 38), Note(240, 120, 51))
    assert piece.length == 360


def test_what_is_no_drum_is_refused() -> None:
    with pytest.raises(InputError, match=r"pitch 100 in voice 'piano' is no drum"):
        ENCODING.encode(Piece((Voice("piano", (Note(0, 60, 100),)),), 480))
    with pytest.raises(InputError, match=r"voice 'violin' is no drum kit's"):
        ENCODING.encode(Piece((Voice("violin", (Note(0, 60, 60),)),), 480))
    with pytest.raises(InputError, match="token 1, 512, is no set of hits"):
        ENCODING.decode([0, 512])
    with pytest.raises(InputError, match="no tokens"):
        ENCODING.decode([])
