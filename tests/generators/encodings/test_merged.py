"""Byte pair encoding of notes; expected values by hand after Sennrich et al. 2016, figure 1."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from generators.encodings.merged import BREAK, MergedEncoding, _learned, _merged, costs
from generators.encodings.notewise import NotewiseEncoding
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice


def merged(tokens: list[int], pair: tuple[int, int]) -> list[int]:
    return _merged(np.array(tokens), pair, 9).tolist()


def test_a_pair_becomes_one_token_wherever_it_stands() -> None:
    assert merged([1, 2, 3, 1, 2, 2], (1, 2)) == [9, 3, 9, 2]
    assert merged([1, 1, 1, 2, 1, 1], (1, 1)) == [9, 1, 2, 9]
    assert merged([1, 1, 1, 1], (1, 1)) == [9, 9]
    assert merged([2, 3], (1, 2)) == [2, 3]


def test_the_most_frequent_pair_is_merged_first_and_merges_build_on_each_other() -> None:
    """low low low lower newest: l-o, then lo-w, as in the paper's example."""
    low, er, new = [1, 2, 3], [4, 5], [6, 4, 3]
    text = np.array([*low, BREAK, *low, BREAK, *low, *er, BREAK, *new, BREAK])
    (first, _), (second, after) = _learned(text, 2, 7)
    assert (first, second) == ((1, 2), (7, 3))
    assert after.tolist() == [8, BREAK, 8, BREAK, 8, 4, 5, BREAK, 6, 4, 3, BREAK]


def test_nothing_merges_across_pieces() -> None:
    with pytest.raises(InputError, match="no two tokens stand side by side twice"):
        list(_learned(np.array([1, 2, BREAK, 2, 1, BREAK]), 1, 3))


def test_merged_music_is_the_same_music_in_fewer_tokens(bach: Mapping[str, Piece]) -> None:
    pieces = list(bach.values())[:6]
    encoding = MergedEncoding().fitted(pieces[:3], 40)
    assert len(encoding.vocabulary) == 149 + 40
    for piece in pieces:
        tokens = encoding.encode(piece)
        assert encoding.decode(tokens) == encoding.quantize(piece) == NotewiseEncoding().quantize(piece)
        assert len(tokens) < 0.9 * len(NotewiseEncoding().encode(piece))


def test_a_token_is_called_by_what_it_stands_for() -> None:
    repeated = Piece((Voice("piano", tuple(Note(480 * i, 240, 60) for i in range(8))),), 3840)
    encoding = MergedEncoding().fitted([repeated], 1)
    assert len(encoding.vocabulary[-1].split("+")) == 2


def test_costs_count_vocabulary_and_tokens(bach: Mapping[str, Piece]) -> None:
    pieces = list(bach.values())[:3]
    found = costs(pieces, 20, NotewiseEncoding(), every=10)
    assert [(cost.merges, cost.vocabulary) for cost in found] == [(0, 149), (10, 159), (20, 169)]
    assert found[0].tokens == sum(len(NotewiseEncoding().encode(piece)) for piece in pieces)
    assert found[0].tokens > found[1].tokens > found[2].tokens


def test_an_unknown_token_is_refused() -> None:
    with pytest.raises(InputError, match="an unknown token 149: there are 0 to 148"):
        MergedEncoding().decode([149])
