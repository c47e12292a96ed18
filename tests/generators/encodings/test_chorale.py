"""What the chorale encoding's tokens say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.encodings.chorale import ChoraleEncoding, to_grid
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice


def test_sixteenths_lose_nothing_of_bachs_pitches(bach: Mapping[str, Piece]) -> None:
    """Apart from ornaments shorter than a sixteenth."""
    for piece in bach.values():
        for before, after in zip(piece.voices, ChoraleEncoding().quantize(piece).voices, strict=True):
            if all(note.onset % 120 == 0 and note.duration % 120 == 0 for note in before.notes):
                assert [(n.onset, n.duration, n.pitch) for n in before.notes] == [
                    (n.onset, n.duration, n.pitch) for n in after.notes
                ]


# Two sixteenths: the soprano holds C5, the alto repeats G4, the tenor rests, then sings E4, the bass moves C3 to B2;
# a fermata on the second.
SMALL = Piece(
    (
        Voice("S", (Note(0, 120, 72), Note(120, 120, 74, fermata=True))),
        Voice("A", (Note(0, 240, 67, fermata=True),)),
        Voice("T", (Note(120, 120, 64, fermata=True),)),
        Voice("B", (Note(0, 120, 48), Note(120, 120, 47, fermata=True))),
    ),
    240,
)
WRITTEN = {
    ChoraleEncoding(): "START (72,0) (67,0) (-) (48,0) ||| (.) (74,0) (67,1) (64,0) (47,0) ||| END",
    ChoraleEncoding("BTAS"): "START (48,0) (-) (67,0) (72,0) ||| (.) (47,0) (64,0) (67,1) (74,0) ||| END",
    ChoraleEncoding(fermatas=False): "START (72,0) (67,0) (-) (48,0) ||| (74,0) (67,1) (64,0) (47,0) ||| END",
}


def ids(text: str) -> list[int]:
    return [ChoraleEncoding().vocabulary.index(name) for name in text.split()]


@pytest.mark.parametrize("encoding", WRITTEN)
def test_a_small_chorale_is_written_as_by_hand(encoding: ChoraleEncoding) -> None:
    assert [encoding.vocabulary[token] for token in encoding.encode(SMALL)] == WRITTEN[encoding].split()


@pytest.mark.parametrize("encoding", [ChoraleEncoding(), ChoraleEncoding("BTAS")])
def test_a_small_chorale_is_read_as_by_hand(encoding: ChoraleEncoding) -> None:
    assert encoding.decode(ids(WRITTEN[encoding])) == SMALL
    assert encoding.decode(ids(WRITTEN[encoding])[:-1]) == SMALL  # END may be missing


BROKEN = {
    "begins with START, not nothing": "",
    "begins with START, not (72,0)": "(72,0)",
    "token 1, |||,": "START |||",
    "token 1, START,": "START START",
    "token 2, END,": "START (-) END END",
    "token 2, (.),": "START (.) (.) (-) (-) (-) (-) |||",
    "token 3, (.),": "START (-) (-) (.) (-) (-) |||",
    "token 4, |||,": "START (-) (-) (-) |||",
    "token 5, (60,0),": "START (-) (-) (-) (-) (60,0)",
    "token 6, START,": "START (-) (-) (-) (-) ||| START",
    "the last frame is not finished": "START (-) (-) (-)",
    "last frame is not finished": "START (-) (-) (-) (-) ||| (.)",
}


@pytest.mark.parametrize("message", BROKEN)
def test_every_break_of_the_grammar_is_named(message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        ChoraleEncoding().decode(ids(BROKEN[message]))


def test_tokens_that_do_not_exist_and_fermatas_switched_off_break_it_too() -> None:
    for token in (-1, 261, 10**9):
        with pytest.raises(InputError, match=f"token 1, an unknown token {token},"):
            ChoraleEncoding().decode([0, token])
    with pytest.raises(InputError, match=r"token 1, \(\.\),"):
        ChoraleEncoding(fermatas=False).decode(ids("START (.)"))


@given(st.lists(st.integers(-2, 262), max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_tokens_are_a_piece_or_refused(tokens: list[int]) -> None:
    with suppress(InputError):
        assert ChoraleEncoding().decode([0, *tokens]).length > 0


def test_what_a_chorale_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="has 1 voices, a chorale has four"):
        ChoraleEncoding().encode(Piece((SMALL.voices[0],), 240))
    doubled = Voice("A", (Note(0, 240, 67), Note(120, 120, 64)))
    with pytest.raises(InputError, match="voice A of the piece sounds two notes at once"):
        ChoraleEncoding().encode(Piece((SMALL.voices[0], doubled, *SMALL.voices[2:]), 240))
    with pytest.raises(InputError, match="'SATT' is not an order"):
        ChoraleEncoding("SATT")


def test_notes_off_the_grid_go_to_the_nearest_sixteenth_and_last_one_at_least() -> None:
    voice = Voice("S", (Note(50, 20, 60), Note(130, 200, 62)))
    piece = Piece((voice, *(Voice(name, ()) for name in "ATB")), 400)
    assert ChoraleEncoding().quantize(piece).voices[0].notes == (Note(0, 120, 60), Note(120, 240, 62))
    assert len(to_grid(piece).cells) == 4
