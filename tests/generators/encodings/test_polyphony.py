"""Polyphony RNN's tokens, written by hand after its own notation of them."""

import re

import pytest

from generators.encodings.polyphony import PolyphonyEncoding
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice

ENCODING = PolyphonyEncoding()
# C4 held through three sixteenths, E4 for the second, C4 again in the fourth, then silence.
SMALL = Piece((Voice("piano", (Note(0, 360, 60), Note(120, 120, 64), Note(360, 120, 60))),), 600)
WRITTEN = "START (60,NEW) ||| (64,NEW) (60,CONTINUED) ||| (60,CONTINUED) ||| (60,NEW) ||| ||| END"


def ids(text: str) -> list[int]:
    return [ENCODING.vocabulary.index(name) for name in text.split()]


def test_there_are_259_tokens_as_in_magenta() -> None:
    assert len(ENCODING.vocabulary) == 259


def test_a_small_piece_is_written_and_read_as_by_hand() -> None:
    assert [ENCODING.vocabulary[token] for token in ENCODING.encode(SMALL)] == WRITTEN.split()
    assert ENCODING.decode(ids(WRITTEN)) == SMALL
    assert ENCODING.decode(ids(WRITTEN)[:-1]) == SMALL  # END may be missing


def test_a_step_cut_off_at_the_end_is_left_out() -> None:
    assert ENCODING.decode(ids("START (60,NEW) ||| (64,NEW)")).voices[0].notes == (Note(0, 120, 60),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "begins with START, not nothing"),
        ("|||", "begins with START, not |||"),
        ("START (60,CONTINUED)", "token 1, (60,CONTINUED),"),
        ("START (60,NEW) ||| ||| (60,CONTINUED)", "token 4, (60,CONTINUED),"),
        ("START (60,NEW) (60,NEW)", "token 2, (60,NEW),"),
        ("START (60,NEW) (62,NEW)", "token 2, (62,NEW),"),
        ("START END |||", "token 1, END,"),
    ],
)
def test_every_break_of_the_grammar_is_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        ENCODING.decode(ids(text))


def test_tokens_that_do_not_exist_break_it_too() -> None:
    with pytest.raises(InputError, match="token 1, an unknown token 259"):
        ENCODING.decode([0, 259])
