"""Expected values come from nltk 3.10 (`nltk.translate.bleu_score`), which these scores equal to the last bit."""

import copy
import warnings

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.translate import bleu_score as nltk_bleu

from evaluation.bleu import MAIA_WEIGHTS, corpus_bleu, score_candidates
from evaluation.sequences.packed import pack
from generators.errors import InputError

tokens = st.lists(st.integers(0, 4), max_size=25)
filled = st.lists(st.integers(0, 4), min_size=1, max_size=25)
corpora = st.lists(st.one_of(filled, tokens), min_size=1, max_size=6)
weightings = st.lists(st.floats(0, 2), min_size=1, max_size=9).filter(any).map(tuple)
smoothings = st.integers(0, 7)


def method(smoothing: int):
    return getattr(nltk_bleu.SmoothingFunction(), f"method{smoothing}")


def by_nltk(score, references, candidate, weights, smoothing):
    """nltk's score, or None where its smoothing 6 refuses the input."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return score(references, candidate, weights, smoothing_function=method(smoothing))
        except (AssertionError, IndexError):
            assert smoothing == 6
            return None


@settings(max_examples=600, deadline=None)
@given(candidate=tokens, references=corpora, weights=weightings, smoothing=smoothings)
def test_a_score_is_nltks_sentence_bleu_to_the_last_bit(candidate, references, weights, smoothing):
    expected = by_nltk(nltk_bleu.sentence_bleu, references, candidate, weights, smoothing)
    assume(expected is not None)
    assert score_candidates([candidate], references, weights, smoothing).candidates[0].bleu == expected


@settings(max_examples=300, deadline=None)
@given(copied=filled, repeats=st.integers(1, 3), references=corpora, weights=weightings, smoothing=smoothings)
def test_a_candidate_that_copies_scores_as_nltk_says(copied, repeats, references, weights, smoothing):
    references = [*references, copied + copied]
    candidate = (copied * repeats)[:25]
    expected = by_nltk(nltk_bleu.sentence_bleu, references, candidate, weights, smoothing)
    assume(expected is not None)
    assert score_candidates([candidate], references, weights, smoothing).candidates[0].bleu == expected


@settings(max_examples=300, deadline=None)
@given(both=st.lists(st.tuples(tokens, corpora), min_size=1, max_size=4), weights=weightings, smoothing=smoothings)
def test_a_corpus_scores_as_nltks_corpus_bleu_to_the_last_bit(both, weights, smoothing):
    candidates, references = [each[0] for each in both], [each[1] for each in both]
    expected = by_nltk(nltk_bleu.corpus_bleu, references, candidates, weights, smoothing)
    assume(expected is not None)
    assert corpus_bleu(references, candidates, weights, smoothing) == expected


@settings(max_examples=200, deadline=None)
@given(candidate=tokens, references=corpora, order=st.integers(2, 9), smoothing=smoothings)
def test_cumulated_scores_are_nltks_with_uniform_weights(candidate, references, order, smoothing):
    uniform = [(1 / n,) * n for n in range(1, order + 1)]
    expected = by_nltk(nltk_bleu.sentence_bleu, references, candidate, uniform, smoothing)
    assume(expected is not None)
    score = score_candidates([candidate], references, uniform[-1], smoothing).candidates[0]
    assert list(score.cumulated) == expected


@settings(max_examples=200, deadline=None)
@given(candidates=st.lists(tokens, min_size=1, max_size=4), references=corpora, order=st.integers(1, 9))
def test_matches_and_totals_are_nltks_modified_precisions(candidates, references, order):
    report = score_candidates(candidates, references, (1 / order,) * order)
    for candidate, score in zip(candidates, report.candidates, strict=True):
        for precision in score.precisions:
            expected = nltk_bleu.modified_precision(references, candidate, precision.n)
            assert (precision.matches, max(1, precision.total)) == (expected.numerator, expected.denominator)


@settings(max_examples=100, deadline=None)
@given(candidate=tokens, references=corpora, seed=st.randoms(use_true_random=False))
def test_the_order_of_references_makes_no_difference(candidate, references, seed):
    shuffled = list(references)
    seed.shuffle(shuffled)
    assert score_candidates([candidate], references) == score_candidates([candidate], shuffled)


def test_candidates_do_not_influence_each_other():
    references = [[1, 2, 3, 4, 5, 6], [2, 2, 2]]
    first, second = [1, 2, 3, 4], [2, 2, 5, 6]
    both = score_candidates([first, second], references, (0.5, 0.5)).candidates
    alone = [score_candidates([each], references, (0.5, 0.5)).candidates[0].bleu for each in (first, second)]
    assert [score.bleu for score in both] == alone


def test_arguments_are_not_changed_and_the_second_call_gives_the_same():
    candidates = {"x": [1, 2, 3], "y": np.array([3, 2, 1])}
    references = [np.array([1, 2, 3, 4]), [1, 1]]
    before = copy.deepcopy((candidates, references))
    first = score_candidates(candidates, references, [0.5, 0.5], 3)
    assert score_candidates(candidates, references, [0.5, 0.5], 3) == first
    assert repr((candidates, references)) == repr(before)


def test_words_integers_and_integer_arrays_are_tokens_alike():
    words = score_candidates([list("abcab")], [list("abcd"), list("ab")], (0.5, 0.5)).candidates
    integers = score_candidates([[0, 1, 2, 0, 1]], [[0, 1, 2, 3], [0, 1]], (0.5, 0.5)).candidates
    array = np.array([0, 1, 2, 0, 1], dtype=np.uint8)
    arrays = score_candidates([array], [np.array([0, 1, 2, 3]), np.array([0, 1])], (0.5, 0.5)).candidates
    assert words == integers == arrays


def test_tokens_holding_spaces_are_not_confused():
    score = score_candidates([["a b", "c"]], [["a", "b c"]], (0.5, 0.5)).candidates[0]
    assert [precision.matches for precision in score.precisions] == [0, 0]


def test_the_default_weights_are_maias_and_sum_to_one():
    assert [round(12 * weight) for weight in MAIA_WEIGHTS] == [0, 1, 1, 2, 2, 2, 2, 1, 1]
    assert sum(MAIA_WEIGHTS) == pytest.approx(1)


def test_references_may_be_a_stream_read_once():
    stream = (reference for reference in ([1, 2, 3], [1, 2]))
    assert score_candidates([[1, 2, 3]], stream, (0.5, 0.5)).mean == 1.0


def test_the_mean_is_the_mean_of_the_candidates():
    report = score_candidates([[1, 2], [3, 3]], [[1, 2]], (1.0,))
    assert [score.bleu for score in report.candidates] == [1.0, 0.0]
    assert report.mean == 0.5


@pytest.mark.parametrize(
    ("candidates", "references", "weights", "smoothing", "message"),
    [
        ([], [[1]], (1,), 0, "no candidates"),
        ([[1]], [], (1,), 0, "no references"),
        ([[1]], [[1]], (), 0, "weights are empty"),
        ([[1]], [[1]], (0.5, float("nan")), 0, "from 0 to 100"),
        ([[1]], [[1]], (0.5, -0.5), 0, "from 0 to 100"),
        ([[1]], [[1]], (0, 0), 0, "weights are all 0"),
        ([[1]], [[1]], [(1,), (0.5, 0.5)], 0, "weights are one number for each n"),
        (pack([[1], [2]], names=["a", "a"]), [[1]], (1,), 0, "two candidates are called 'a'"),
        ([[1]], [[1]], (1,), 8, "no smoothing 8: there are 0, 1, 2"),
        ([[1, 1]], [[1]], (0.5, 0.5), 6, "candidate 0: smoothing 6 needs"),
    ],
)
def test_bad_input_is_refused_by_name(candidates, references, weights, smoothing, message):
    with pytest.raises(InputError, match=message):
        score_candidates(candidates, references, weights, smoothing)


def test_a_corpus_needs_references_for_each_candidate():
    with pytest.raises(InputError, match="1 lists of references do not fit 2 candidates"):
        corpus_bleu([[[1]]], [[1], [2]])
