"""An index says what reading the references says; expected counts come from Python's `Counter`, scores from nltk."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.translate.bleu_score import sentence_bleu

from evaluation.bleu import MAIA_WEIGHTS, score_candidates
from evaluation.ngrams.index import build_index, building
from evaluation.ngrams.index import index as index_module
from evaluation.ngrams.reference_counts import count_in_references
from evaluation.ngrams.scan.aho_corasick import aho_corasick_of
from evaluation.ngrams.scan.compiled import CompiledScan
from evaluation.ngrams.scan.vectorized import VectorizedScan
from evaluation.ngrams.trie import NgramTrie, trie_of
from evaluation.sequences.packed import pack
from generators.errors import InputError

sequences = st.lists(st.lists(st.integers(0, 3), max_size=30), min_size=1, max_size=40)


def spelled(trie: NgramTrie, node: int) -> tuple:
    tokens: list = []
    while node:
        tokens.append(trie.vocabulary[trie.letter[node] - 1])
        node = trie.parent[node]
    return tuple(reversed(tokens))


def times(tokens: list, ngram: tuple) -> int:
    n = len(ngram)
    return Counter(tuple(tokens[place : place + n]) for place in range(len(tokens) - n + 1))[ngram]


@settings(max_examples=150, deadline=None)
@given(candidates=sequences, references=sequences, order=st.integers(1, 12), kernels=st.booleans())
def test_it_counts_every_ngram_in_the_reference_that_has_it_most(candidates, references, order, kernels) -> None:
    trie = trie_of(pack(candidates), order)
    index = build_index([pack(references)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "pays", lambda *_: kernels)
        most = index.most_in_one(trie)
    for node in range(1, trie.nodes):
        expected = max(times(reference, spelled(trie, node)) for reference in references)
        assert most[node] == min(expected, trie.need[node]), spelled(trie, node)


@settings(max_examples=150, deadline=None)
@given(
    candidates=sequences,
    references=sequences,
    order=st.integers(1, 12),
    sparse=st.sampled_from([1, 8, 10**9]),  # codes of several tokens, of few, of one
    block=st.sampled_from([1, 7, 256]),
)
def test_it_counts_what_both_ways_of_reading_count(candidates, references, order, sparse, block) -> None:
    trie, corpus = trie_of(pack(candidates), order), pack(references)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "SPARSE", sparse)
        patch.setattr(building, "BLOCK", block)
        patch.setattr(index_module, "BLOCK", block)
        counted = build_index([corpus]).most_in_one(trie).tolist()
    for scan in (CompiledScan(trie, aho_corasick_of(trie)), VectorizedScan(trie)):
        scan.read(corpus, 0, len(corpus), trie.letters_of(corpus.vocabulary, 256))
        assert scan.most.tolist() == counted


@settings(max_examples=50, deadline=None)
@given(candidates=sequences, references=sequences)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_scores_are_nltks_to_the_last_bit(candidates, references) -> None:
    report = score_candidates(candidates, build_index([pack(references)]))
    expected = [sentence_bleu(references, candidate, MAIA_WEIGHTS) for candidate in candidates]
    assert [score.bleu for score in report.candidates] == expected


def test_an_ngram_is_not_met_across_the_end_of_a_reference() -> None:
    index = build_index([pack([["a", "b"], ["c", "d"], ["b", "c", "x"]])])
    (score,) = score_candidates([["a", "b", "c", "d"]], index, (0.25,) * 4).candidates
    assert [precision.matches for precision in score.precisions] == [4, 3, 0, 0]


def test_references_without_a_token_are_references_all_the_same() -> None:
    references = [[] for _ in range(20)]
    assert score_candidates([[1, 2]], build_index([pack(references)])) == score_candidates([[1, 2]], references)


@settings(max_examples=50, deadline=None)
@given(candidates=sequences, references=sequences, more=sequences, order=st.integers(1, 6))
def test_an_index_and_corpora_together_say_what_all_corpora_say(candidates, references, more, order) -> None:
    trie = trie_of(pack(candidates), order)
    index, corpus = build_index([pack(references)]), pack(more)
    together, read = count_in_references(trie, [index, corpus]), count_in_references(trie, [pack(references), corpus])
    assert together.most.tolist() == read.most.tolist()
    assert (together.lengths, together.digest, together.count) == (read.lengths, read.digest, read.count)


@pytest.mark.parametrize("tokens", [150, 255, 256, 300, 60_000])
def test_scores_are_those_of_reading_whatever_the_size_of_the_vocabulary(tokens: int) -> None:
    """Music that recurs: long n-grams are met, too."""
    rng = np.random.default_rng(tokens)
    bars = rng.integers(0, tokens, (40, 16))
    references = [bars[rng.integers(0, 40, 20)].ravel() for _ in range(100)]
    candidates = [np.concatenate([bars[rng.integers(0, 40, 9)].ravel(), rng.integers(0, tokens, 50)]) for _ in range(5)]
    assert score_candidates(candidates, build_index([pack(references)])) == score_candidates(candidates, references)


def test_corpora_of_several_vocabularies_become_one_index() -> None:
    corpora = [pack([["b", "a", "b"]]), pack([["c", "a", "b"], ["a"]])]
    index = build_index(corpora)
    assert (index.count, index.lengths, len(index.vocabulary)) == (3, {1, 3}, 3)
    candidates = [["c", "a", "b", "z"]]
    assert score_candidates(candidates, index, [0.5, 0.5]) == score_candidates(candidates, iter(corpora), [0.5, 0.5])


def test_no_references_are_refused() -> None:
    with pytest.raises(InputError, match="no references to index"):
        build_index([])
    with pytest.raises(InputError, match="no references to index"):
        build_index([pack([])])


def test_without_the_compiled_kernels_one_line_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr("evaluation.ngrams.index.building.COMPILED", False)
    with pytest.raises(InputError, match=r"pip install -r requirements/compiled\.txt"):
        build_index([pack([[1]])])


def test_more_tokens_than_it_can_number_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(building, "MOST_PLACES", 6)
    build_index([pack([[1, 2], [3, 4]])])
    with pytest.raises(InputError, match="7 tokens are more than one index holds, 6"):
        build_index([pack([[1, 2], [3, 4, 5]])])


def test_it_is_imported_without_anything_else_being_imported_before() -> None:
    root = Path(__file__).parents[4]
    ran = subprocess.run(
        [sys.executable, "-c", "import evaluation.ngrams.index"], cwd=root, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
