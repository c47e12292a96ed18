"""Sets of pieces by their features."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.measures.features.features import FEATURES
from evaluation.measures.features.sets import choose_features, columns, measure_set
from generators.errors import InputError

BY_NAME = {feature.name: feature for feature in FEATURES}
TUNE = [(0, 1, 60), (1, 1, 62)]
HIGHER = [(0, 1, 60), (1, 1, 64)]


def test_a_table_has_a_row_a_piece_and_a_column_a_bin(tiny) -> None:
    pieces = measure_set([("one", tiny(TUNE)), ("two", tiny(HIGHER))])
    assert pieces.names == ("one", "two")
    assert pieces.table(BY_NAME["average interval"]).tolist() == [[2], [4]]
    assert pieces.table(BY_NAME["durations"]).shape == (2, 12)
    assert columns(BY_NAME["durations"])[:2] == ("durations: 1/4", "durations: 1/3")


def test_music_that_stands_twice_counts_once(tiny) -> None:
    pieces = measure_set([("one", tiny(TUNE)), ("again", tiny(*[[note] for note in TUNE])), ("two", tiny(HIGHER))])
    assert (pieces.names, pieces.repeated) == (("one", "two"), ("again",))


def test_pieces_in_which_a_feature_is_undefined_are_not_in_its_table(tiny) -> None:
    pieces = measure_set([("one note", tiny([(0, 1, 60)])), ("two", tiny(TUNE))])
    assert pieces.undefined("average interval") == 1
    assert pieces.table(BY_NAME["average interval"]).tolist() == [[2]]
    nowhere = measure_set([("one note", tiny([(0, 1, 60)]))])
    assert nowhere.table(BY_NAME["melodic intervals"]).shape == (0, 27)


def test_features_are_left_out_by_name() -> None:
    assert "durations" not in {feature.name for feature in choose_features(["durations"])}
    assert len(choose_features(["durations", "polyphony"])) == len(FEATURES) - 2
    with pytest.raises(InputError, match="no feature 'tempo': there are pitch classes, "):
        choose_features(["tempo"])


def test_nothing_to_measure_is_refused(tiny) -> None:
    with pytest.raises(InputError, match="no pieces to measure"):
        measure_set([])
    with pytest.raises(InputError, match="silence has no notes"):
        measure_set([("silence", tiny([], quarters=4))])


def test_no_undefined_value_is_a_number(tiny) -> None:
    pieces = measure_set([("one note", tiny([(0, 1, 60)])), ("two", tiny(TUNE))])
    for values in pieces.values.values():
        assert all(value is None or np.isfinite(value).all() for value in values)
