"""Expected maxima come from counting every n-gram of every reference with Python's `Counter`."""

import copy
import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.bleu import score_candidates
from evaluation.ngrams import evidence as evidence_module
from evaluation.ngrams import sorting, stream
from evaluation.ngrams.automaton import automaton_of
from evaluation.ngrams.evidence import Evidence, gather
from evaluation.ngrams.grams import Grams, grams_of
from evaluation.sequences import parallel
from evaluation.sequences.corpus import corpus_of

sequences = st.lists(st.lists(st.integers(0, 3), max_size=30), min_size=1, max_size=40)
orders = st.integers(1, 12)


def by_sorting(grams, corpus) -> sorting.Reader:
    return sorting.Reader(grams)


def by_rows(grams, corpus) -> stream.Reader:
    return stream.Reader(grams, automaton_of(grams))


def by_edges(grams, corpus) -> stream.Reader:
    """Only the first few states have a row."""
    return stream.Reader(grams, automaton_of(grams, most_cells=7 * grams.letters))


WAYS = [by_sorting, by_rows, by_edges]


def ngrams(tokens: list, n: int) -> Counter:
    return Counter(tuple(tokens[place : place + n]) for place in range(len(tokens) - n + 1))


def spelled(grams: Grams, node: int) -> tuple:
    """The tokens of a node."""
    tokens: list = []
    while node:
        tokens.append(grams.vocabulary[grams.letter[node] - 1])
        node = grams.parent[node]
    return tuple(reversed(tokens))


def most_of(way, candidates, references, order) -> tuple[Grams, list[int]]:
    grams, corpus = grams_of(corpus_of(candidates), order), corpus_of(references)
    reader = way(grams, corpus)
    reader.read(corpus, 0, len(corpus), grams.letters_of(corpus.vocabulary, 256**corpus.tokens.dtype.itemsize))
    return grams, reader.most.tolist()


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=100, deadline=None)
@given(candidates=sequences, references=sequences, order=orders)
def test_each_ngram_is_met_as_often_as_the_reference_has_it_that_has_it_most(way, candidates, references, order):
    grams, most = most_of(way, candidates, references, order)
    expected = {
        ngram: (need, max(ngrams(reference, n)[ngram] for reference in references))
        for n in range(1, order + 1)
        for ngram, need in _most_in(candidates, n).items()
    }
    assert {spelled(grams, node) for node in range(1, grams.nodes)} == set(expected)
    for node in range(1, grams.nodes):
        need, times = expected[spelled(grams, node)]
        assert (grams.need[node], most[node]) == (need, min(need, times))


def _most_in(sequences: list, n: int) -> Counter:
    most: Counter = Counter()
    for sequence in sequences:
        most |= ngrams(sequence, n)
    return most


@pytest.mark.parametrize("way", WAYS[1:])
@pytest.mark.parametrize("tokens", [3, 400, 60_000])
def test_long_sequences_and_large_vocabularies_are_read_the_same_way(way, tokens):
    rng = np.random.default_rng(tokens)
    lengths = [0, 1, 255, 256, 257, 700, 5, 513, *range(20)]
    references = [rng.integers(0, tokens, length) for length in lengths]
    candidates = [np.concatenate([rng.integers(0, tokens, 20), references[5][:300], references[7][9:90]])]
    assert most_of(way, candidates, references, 12)[1] == most_of(by_sorting, candidates, references, 12)[1]


def test_more_ngrams_than_two_bytes_can_name_are_told_apart():
    rng = np.random.default_rng(8)
    references = [rng.integers(0, 90, 512) for _ in range(20)]
    candidates = [np.roll(reference, 7) for reference in references]
    grams, most = most_of(by_rows, candidates, references, 12)
    assert grams.nodes > 1 << 16
    assert most == most_of(by_sorting, candidates, references, 12)[1]


@pytest.mark.parametrize("way", WAYS)
def test_blocks_and_a_second_reading_change_nothing(way, monkeypatch):
    monkeypatch.setattr(sorting, "BLOCK", 16)
    candidates, references = [[1, 2, 1, 2, 1]], [[1, 2] * 3, [3] * 40, [2, 1, 2, 1], [1]]
    grams, corpus = grams_of(corpus_of(candidates), 4), corpus_of(references)
    letters = grams.letters_of(corpus.vocabulary, 256)
    reader = way(grams, corpus)
    for begin, end in [(2, 4), (0, 2), (0, 4), (1, 1)]:
        reader.read(corpus, begin, end, letters)
    assert reader.most.tolist() == most_of(by_sorting, candidates, references, 4)[1]


def as_plain(evidence: Evidence) -> tuple:
    return evidence.most.tolist(), evidence.lengths, evidence.digest, evidence.count


@settings(max_examples=100, deadline=None)
@given(
    candidates=sequences,
    shards=st.lists(sequences, min_size=3, max_size=3),
    order=orders,
    compiled=st.booleans(),
)
def test_shards_merge_into_what_the_whole_says_in_any_order(candidates, shards, order, compiled):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence_module, "COMPILED", compiled)
        grams = grams_of(corpus_of(candidates), order)
        whole = as_plain(gather(grams, [corpus_of([sequence for shard in shards for sequence in shard])]))
        assert as_plain(gather(grams, map(corpus_of, shards))) == whole
        parts = [gather(grams, [corpus_of(shard)]) for shard in shards]
    for first, second, third in itertools.permutations(parts):
        assert as_plain(first.merged(second).merged(third)) == as_plain(first.merged(second.merged(third))) == whole


@settings(max_examples=50, deadline=None)
@given(candidates=sequences, references=sequences)
def test_all_cores_say_what_one_says(candidates, references):
    grams, corpus = grams_of(corpus_of(candidates), 5), corpus_of(references)
    alone = as_plain(gather(grams, [corpus]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parallel, "GRAIN", 4)
        patch.setattr(parallel, "cores", lambda: 5)
        assert as_plain(gather(grams, [corpus_of(references)])) == alone


@settings(max_examples=50, deadline=None)
@given(candidates=sequences, references=sequences)
def test_arguments_are_not_changed(candidates, references):
    given_candidates, given_references = corpus_of(candidates), corpus_of(references)
    before = copy.deepcopy([given_candidates, given_references])
    lists = copy.deepcopy((candidates, references))
    score_candidates(given_candidates, given_references)
    score_candidates(candidates, references)
    assert (candidates, references) == lists
    for now, then in zip([given_candidates, given_references], before, strict=True):
        assert (now.tokens.tolist(), now.starts.tolist()) == (then.tokens.tolist(), then.starts.tolist())
        assert now.tokens.flags.writeable


@settings(max_examples=50, deadline=None)
@given(candidates=sequences, references=sequences)
def test_lists_a_corpus_and_several_score_the_same(candidates, references):
    from_lists = score_candidates(candidates, references)
    assert score_candidates(corpus_of(candidates), corpus_of(references)) == from_lists
    assert score_candidates(candidates, (corpus_of([each]) for each in references)) == from_lists
    assert score_candidates(candidates, iter(references)) == from_lists
