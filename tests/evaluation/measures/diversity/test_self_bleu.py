"""Self-BLEU against nltk, which scores each sequence against a list of the others."""

import warnings

import numpy as np
import pytest
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

from evaluation.measures.diversity.self_bleu import leave_one_out, self_bleu
from evaluation.ngrams.shared import table_of
from evaluation.sequences.packed import pack
from generators.errors import InputError

WEIGHTS = (0.1, 0.2, 0.3, 0.4)


def ragged(seed: int, sequences: int, letters: int, longest: int = 24) -> list[list[int]]:
    """Some of them empty, some equal, some of equal length."""
    rng = np.random.default_rng(seed)
    made = [rng.integers(0, letters, rng.integers(0, longest)).tolist() for _ in range(sequences - 1)]
    return [*made, made[0]]


def by_nltk(sequences: list[list[int]], weights: tuple[float, ...], smoothing: int) -> list[float]:
    method = getattr(SmoothingFunction(), f"method{smoothing}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [
            sentence_bleu(sequences[:place] + sequences[place + 1 :], each, weights, method)
            for place, each in enumerate(sequences)
        ]


@pytest.mark.parametrize("smoothing", [0, 1, 2, 3, 4, 5, 7])
def test_it_is_nltks_score_of_each_sequence_against_the_others(smoothing):
    for seed in range(20):
        sequences = ragged(seed, sequences=2 + seed % 7, letters=2 + seed % 4)
        scores = self_bleu(pack(sequences), WEIGHTS, smoothing)
        assert [each.bleu for each in scores.candidates] == by_nltk(sequences, WEIGHTS, smoothing)


def test_a_large_vocabulary_and_a_high_order_lose_nothing():
    rng = np.random.default_rng(1)
    sequences = [list(range(0, 65_000, 1 + step)) for step in range(2)]
    sequences += [[*sequences[0][start : start + 40], 5, 6] for start in rng.integers(0, 60_000, 4).tolist()]
    weights = (1 / 12,) * 12
    ours = [each.bleu for each in self_bleu(pack(sequences), weights).candidates]
    assert ours[2:] == by_nltk(sequences, weights, 0)[2:]


def test_a_subset_scores_as_if_it_were_alone():
    sequences = ragged(3, sequences=12, letters=3)
    chosen = np.arange(12) % 3 > 0
    alone = table_of(pack([each for each, taken in zip(sequences, chosen, strict=True) if taken]), 4)
    subset = table_of(pack(sequences), 4).subset(np.flatnonzero(chosen))
    assert list(leave_one_out(subset)) == list(leave_one_out(alone))


def test_the_signature_says_that_it_is_self_bleu():
    assert self_bleu(pack([["a"], ["a"]])).signature.startswith("self-bleu|refs:2|")


def test_one_sequence_has_nothing_to_be_compared_with():
    with pytest.raises(InputError, match="2 are needed at least, not 1"):
        self_bleu(pack([["a", "b"]]))
