"""Expected values are worked out here in Python's integers from the definition in the module's docstring."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.sequences import digest
from evaluation.sequences.packed import pack

sequences = st.lists(st.lists(st.integers(0, 5), max_size=12), max_size=8)
WAYS = ["_polynomials", "_polynomials_by_numpy"]


def by_hand(tokens: list) -> int:
    total = 0
    for token in tokens:
        name = int.from_bytes(hashlib.blake2b(repr(token).encode(), digest_size=8).digest(), "little")
        total = (total * digest.BASE + name) % 2**64
    return total


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=100, deadline=None)
@given(sequences=sequences)
def test_a_sequences_fingerprint_is_the_polynomial_of_its_names(way, sequences):
    corpus = pack(sequences)
    names = digest.name_hashes(corpus.vocabulary)
    assert getattr(digest, way)(corpus.tokens, corpus.starts, names).tolist() == list(map(by_hand, sequences))


def test_sequences_longer_than_a_block_have_the_same_fingerprint_both_ways(monkeypatch):
    monkeypatch.setattr(digest, "BLOCK", 7)
    lists = [np.random.default_rng(length).integers(0, 9, length).tolist() for length in (20, 0, 7, 1, 0, 33, 0)]
    corpus = pack(lists)
    names = digest.name_hashes(corpus.vocabulary)
    for way in WAYS:
        assert getattr(digest, way)(corpus.tokens, corpus.starts, names).tolist() == list(map(by_hand, lists))


@settings(max_examples=100, deadline=None)
@given(sequences=sequences, seed=st.randoms(use_true_random=False))
def test_order_numbering_and_width_make_no_difference(sequences, seed):
    shuffled = list(sequences)
    seed.shuffle(shuffled)
    wide = pack([*shuffled, list(range(300))])  # ids of two bytes
    assert pack(shuffled).digest == pack(sequences).digest
    assert wide.digest == (pack(sequences).digest + pack([list(range(300))]).digest) % 2**64


@pytest.mark.parametrize(
    "other",
    [[[1, 2], [3]], [[1, 2, 3], []], [[1], [2, 3], [2, 3]], [["1"], [2, 3]], [[1], [3, 2]], [[1], [2, 3], []]],
)
def test_anything_else_makes_a_difference(other):
    assert pack(other).digest != pack([[1], [2, 3]]).digest
