"""Clara's chords and rests, written by hand after her code's examples."""

import pytest

from generators.encodings.chordwise import ChordwiseEncoding
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice

# A1 (the lowest pitch) for a sixteenth, then C2 for three, then two sixteenths of silence.
SMALL = Piece((Voice("piano", (Note(0, 120, 33), Note(120, 360, 36))),), 720)


def names(encoding: ChordwiseEncoding, piece: Piece = SMALL) -> list[str]:
    return [encoding.vocabulary[token] for token in encoding.encode(piece)]


def test_what_is_struck_is_a_chord_and_a_rest_counts_the_ten_steps_before() -> None:
    assert names(ChordwiseEncoding().fitted([SMALL])) == ["1", "0001", "c", "c", "c", "c"]


def test_held_notes_are_written_where_they_are_kept() -> None:
    assert names(ChordwiseEncoding(held=True).fitted([SMALL])) == ["1", "0001", "0002", "0002", "c", "c"]


def test_a_rest_forgets_what_is_more_than_ten_steps_ago() -> None:
    long = Piece(SMALL.voices, 120 * 14)
    assert names(ChordwiseEncoding().fitted([long]), long)[9:] == ["c", "c", "b", "a", "a"]


def test_without_held_notes_every_note_lasts_two_steps_or_until_it_is_struck_again() -> None:
    encoding = ChordwiseEncoding().fitted([SMALL])
    assert encoding.quantize(SMALL).voices[0].notes == (Note(0, 240, 33), Note(120, 240, 36))
    again = Piece((Voice("piano", (Note(0, 120, 33), Note(120, 120, 33))),), 480)
    assert encoding.quantize(again).voices[0].notes == (Note(0, 120, 33), Note(120, 240, 33))


def test_chords_it_has_not_learned_are_unknown_and_silent() -> None:
    encoding = ChordwiseEncoding().fitted([SMALL])
    new = Piece((Voice("piano", (Note(0, 120, 40), Note(120, 120, 33))),), 240)
    assert names(encoding, new) == ["UNKNOWN", "1"]
    assert encoding.decode(encoding.encode(new)).voices[0].notes == (Note(120, 120, 33),)


def test_the_most_frequent_chord_comes_first() -> None:
    often = Piece((Voice("piano", (Note(0, 120, 36), Note(240, 120, 33), Note(480, 120, 33))),), 600)
    assert ChordwiseEncoding().fitted([often]).chords == ("1", "0001")


def test_what_is_no_chord_is_refused() -> None:
    with pytest.raises(InputError, match="token 1, 53, is no chord and no rest: 0 to 52"):
        ChordwiseEncoding().decode([0, 53])
    with pytest.raises(InputError, match="no tokens"):
        ChordwiseEncoding().decode([])
