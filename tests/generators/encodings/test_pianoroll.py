"""Deep Jammer's grid and its attributes, counted by hand."""

import numpy as np
import pytest

from generators.encodings.pianoroll import ATTRIBUTES, PianorollEncoding, attributes
from generators.encodings.roll import to_roll
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice

ENCODING = PianorollEncoding()
C4 = 60 - 21  # its key, from 0
# C4 for two sixteenths, E4 in the second.
SMALL = Piece((Voice("piano", (Note(0, 240, 60), Note(120, 120, 64))),), 240)


def told(first_step: int = 0) -> np.ndarray:
    return attributes(to_roll(SMALL, 4, 21, 108), first_step)


def test_a_step_has_88_cells() -> None:
    tokens = ENCODING.encode(SMALL)
    assert len(tokens) == 2 * 88
    assert {place: token for place, token in enumerate(tokens) if token} == {C4: 1, 88 + C4: 2, 88 + C4 + 4: 1}


def test_there_are_78_attributes_as_the_article_says() -> None:
    assert ATTRIBUTES == 78
    assert told().shape == (2, 88, 78)


def test_a_key_is_told_its_place_and_its_pitch_class() -> None:
    assert told()[0, C4, 0] == pytest.approx(40 / 88)  # the fortieth key is middle C
    assert np.flatnonzero(told()[0, C4, 1:13]).tolist() == [0]
    assert np.flatnonzero(told()[0, 0, 1:13]).tolist() == [9]  # the lowest key is an A


def test_a_key_is_told_what_sounds_around_it() -> None:
    """Two values for each key from an octave below: whether it sounds, and whether it was struck."""
    at_c, at_e, an_octave_above = (told()[1, C4 + above, 13:61].reshape(24, 2) for above in (0, 4, 12))
    assert (at_c[12].tolist(), at_c[16].tolist(), at_c.sum()) == ([1, 0], [1, 1], 3)
    assert (at_e[8].tolist(), at_e[12].tolist()) == ([1, 0], [1, 1])
    assert an_octave_above[0].tolist() == [1, 0]
    assert told()[1, C4 - 12, 13:61].sum() == 0  # an octave above it is out of its sight


def test_a_key_is_told_the_place_in_the_bar() -> None:
    assert [np.flatnonzero(told(15)[step, 7, 61:]).tolist() for step in (0, 1)] == [[15], [0]]


def test_what_is_no_grid_is_refused() -> None:
    with pytest.raises(InputError, match="89 tokens are not steps of 88 keys"):
        ENCODING.decode([0] * 89)
    with pytest.raises(InputError, match="0 tokens"):
        ENCODING.decode([])
    with pytest.raises(InputError, match=r"token 3 is none of 0 \(silent\)"):
        ENCODING.decode([0] * 87 + [3])
