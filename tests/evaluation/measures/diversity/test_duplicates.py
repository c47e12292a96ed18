"""Duplicates planted by hand, and shares counted by brute force."""

import numpy as np

from evaluation.measures.diversity.duplicates import Duplicate, find_duplicates
from evaluation.sequences.packed import pack

SCALE = list(range(40))
OTHER = list(range(100, 140))


def test_equal_sequences_are_named_with_the_first_of_them_however_short():
    corpus = pack([[1, 2], SCALE, [1, 2], SCALE], ["a", "b", "c", "d"])
    assert find_duplicates(corpus) == [Duplicate("c", "a", 1.0, True), Duplicate("d", "b", 1.0, True)]


def test_half_of_the_smaller_ones_8_grams_make_a_near_duplicate():
    half = SCALE[:19] + OTHER[:11]  # 12 of 23 8-grams are the scale's
    less = SCALE[:18] + OTHER[20:32]  # 11 of 23
    corpus = pack([SCALE, half, less], ["scale", "half", "less"])
    assert find_duplicates(corpus) == [Duplicate("half", "scale", 12 / 23, False)]


def test_a_few_notes_that_stand_in_a_long_piece_make_no_duplicate():
    quarter, less = SCALE[:15], SCALE[:14]  # 8 and 7 of the 8-grams, of which the piece has 32
    corpus = pack([SCALE[:39], quarter, less], ["piece", "quarter", "less"])
    assert find_duplicates(corpus) == [
        Duplicate("quarter", "piece", 1.0, False),
        Duplicate("less", "quarter", 1.0, False),
    ]
    assert find_duplicates(pack([SCALE[:39], less])) == []


def test_the_nearest_earlier_sequence_is_named():
    rng = np.random.default_rng(1)
    sequences = [rng.integers(0, 50, 40).tolist() for _ in range(300)]
    sequences[290] = [*sequences[7][:30], *sequences[3][30:]]
    (found,) = find_duplicates(pack(sequences))
    grams = [{tuple(each[start : start + 8]) for start in range(33)} for each in sequences]
    assert found == Duplicate("290", "7", len(grams[290] & grams[7]) / len(grams[290]), False)


def test_nothing_alike_is_no_duplicate():
    assert find_duplicates(pack([SCALE, OTHER, []])) == []
