"""Expected words are those of Python's own `bytes.split`; both ways of reading are held to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.sequences import tokenization
from evaluation.sequences.packed import MOST_TOKENS
from evaluation.sequences.tokenization import DONE, EMPTY, FULL, UNKNOWN

WAYS = [tokenization._by_compiled, tokenization._by_python]
spelled = st.text(st.sampled_from("ab\x00é~"), min_size=1, max_size=20).map(str.encode)
spaces = st.text(st.sampled_from(" \t\r\v\f"), min_size=1, max_size=3).map(str.encode)
lines = st.lists(st.lists(spelled, min_size=1, max_size=9), max_size=6)

pytestmark = pytest.mark.parametrize("way", WAYS)


def said(read: tokenization.TokenizedLines) -> list[list[bytes]]:
    ends = zip(read.starts[:-1], read.starts[1:], strict=True)
    return [[read.words[number] for number in read.ids[begin:end]] for begin, end in ends]


@settings(max_examples=200, deadline=None)
@given(lines=lines, space=spaces, known=st.lists(spelled, unique=True, max_size=5), ended=st.booleans())
def test_lines_say_what_was_written(way, lines, space, known, ended):
    text = b"\n".join(space.join(line) for line in lines) + (b"\n" if ended and lines else b"")
    read = way(text, known, grows=True)
    assert (said(read), read.fault) == (lines, DONE)
    met = dict.fromkeys([*known, *(word for line in lines for word in line)])
    assert read.words == tuple(met)


@pytest.mark.parametrize("text", [b"\n", b"a\n\nb", b"a\n \t\n", b"a\n\r\n", b"a\n "])
def test_a_line_without_words_is_at_fault(way, text):
    read = way(text, [], grows=True)
    assert (said(read), read.fault) == ([[b"a"]] if text[0] == ord("a") else [], EMPTY)


def test_an_unknown_word_is_at_fault_with_the_line_that_has_it(way):
    read = way(b"a b\nb c a\nb\n", [b"b", b"a"], grows=False)
    assert (said(read), read.fault, read.word) == ([[b"a", b"b"]], UNKNOWN, b"c")


def test_as_many_words_as_a_vocabulary_holds_are_read_and_no_more(way):
    many = b" ".join(b"%d" % number for number in range(MOST_TOKENS))
    assert way(many, [], grows=True).fault == DONE
    read = way(many + b"\none more", [], grows=True)
    assert (read.fault, read.word, len(read.starts)) == (FULL, b"one", 2)


def test_words_whose_first_letters_fall_out_of_the_key_are_told_apart(way):
    ends_alike = [b"\x00" * turns + b"abcdefgh" for turns in range(3)] + [b"x" * 16, b"x" * 24]
    assert said(way(b" ".join(ends_alike), [], grows=True)) == [ends_alike]
    assert len(way(b" ".join(ends_alike), [], grows=True).words) == 5
