"""Expected values come from Python's own lists: what went in comes out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.sequences.packed import MOST_TOKENS, pack
from generators.errors import InputError


def spoken(corpus) -> list[list[str | int]]:
    """The sequences by the names of their tokens."""
    return [[corpus.vocabulary[number] for number in corpus.sequence(place)] for place in range(len(corpus))]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.one_of(st.text(max_size=2), st.integers(-(2**63), 2**63 - 1)), max_size=8), max_size=6))
def test_lists_come_out_as_they_went_in(sequences):
    corpus = pack(sequences)
    assert spoken(corpus) == sequences
    assert corpus.lengths.tolist() == [len(sequence) for sequence in sequences]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.one_of(st.integers(-9, 9), st.integers(-(2**60), 2**60)), max_size=8), max_size=6))
def test_integer_arrays_say_what_lists_say(sequences):
    arrays = pack([np.array(sequence, dtype=np.int64) for sequence in sequences])
    assert spoken(arrays) == sequences
    assert all(type(token) is int for token in arrays.vocabulary)
    assert arrays.digest == pack(sequences).digest


def test_the_rows_of_a_table_are_sequences():
    table = np.array([[60, 62, 64], [60, 60, 67]], dtype=np.uint8)
    assert spoken(pack(table)) == [[60, 62, 64], [60, 60, 67]]


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.uint16, np.int32, np.int64, np.uint64])
def test_rows_are_ids_themselves_and_those_of_8_bits_are_not_copied(kind):
    table = np.array([[60, 62, 64], [60, 60, 67]], dtype=kind)
    packed = pack(table)
    assert packed.tokens.tolist() == table.ravel().tolist()
    assert packed.tokens.dtype == np.uint8
    assert np.shares_memory(packed.tokens, table) == (kind == np.uint8)
    assert pack([row.tolist() for row in table]).digest == packed.digest


@pytest.mark.parametrize("tokens", [[-128, 127, 0], [-1, 300], [70_000, 70_255], [0, 65_534], [0, 65_535], [-1, 2**62]])
def test_integers_of_any_size_say_what_words_say(tokens):
    packed = pack(np.array([tokens]))
    assert spoken(packed) == spoken(pack([tokens])) == [tokens]
    assert packed.digest == pack([tokens]).digest


def test_one_and_numpys_one_are_a_token_and_the_word_one_is_another():
    corpus = pack([[1, np.int64(1), "1", np.str_("1")], np.array([1], dtype=np.int8)])
    assert corpus.vocabulary == (1, "1")
    assert [list(corpus.sequence(place)) for place in range(2)] == [[0, 0, 1, 1], [0]]
    assert {type(token) for token in corpus.vocabulary} == {int, str}


@pytest.mark.parametrize(("distinct", "kind"), [(256, np.uint8), (257, np.uint16), (MOST_TOKENS, np.uint16)])
def test_ids_take_one_byte_while_they_fit(distinct, kind):
    corpus = pack([list(range(distinct))])
    assert corpus.tokens.dtype == pack([np.arange(distinct)]).tokens.dtype == kind
    assert spoken(corpus) == [list(range(distinct))]


@pytest.mark.parametrize("sequence", [list(range(MOST_TOKENS + 1)), np.arange(MOST_TOKENS + 1)])
def test_a_larger_vocabulary_is_refused(sequence):
    with pytest.raises(InputError, match="65,536 distinct tokens are more than the 65,535"):
        pack([sequence])


@pytest.mark.parametrize("token", [1.5, None, (1, 2), float("nan")])
def test_what_is_no_token_is_refused(token):
    with pytest.raises(InputError, match="is neither a word nor an integer"):
        pack([[1, token]])


def test_an_array_of_fractions_is_refused():
    with pytest.raises(InputError, match="a sequence is a 1-D array of integers, not 1-D of float64"):
        pack([np.array([0.5])])


def test_sequences_are_called_by_their_places_or_as_they_were_named():
    assert tuple(pack([[1], [2]]).names) == ("0", "1")
    assert pack([[1], [2]], names=["a", "b"]).names == ("a", "b")
    with pytest.raises(InputError, match="1 names do not fit 2 sequences"):
        pack([[1], [2]], names=["a"])


def test_no_sequences_and_empty_sequences_are_corpora_too():
    assert len(pack([])) == 0
    assert spoken(pack([[], [1], []])) == [[], [1], []]


def test_arguments_are_not_changed():
    array = np.array([3, 1, 2])
    pack([array, array])
    assert array.tolist() == [3, 1, 2]
