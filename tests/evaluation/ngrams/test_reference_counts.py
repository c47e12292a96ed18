"""Expected maxima come from counting every n-gram of every reference with Python's `Counter`."""

import copy
import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.bleu import score_candidates
from evaluation.ngrams import reference_counts as counts_module
from evaluation.ngrams.reference_counts import ReferenceCounts, count_in_references
from evaluation.ngrams.scan import vectorized
from evaluation.ngrams.scan.aho_corasick import aho_corasick_of
from evaluation.ngrams.scan.compiled import CompiledScan
from evaluation.ngrams.scan.vectorized import VectorizedScan
from evaluation.ngrams.trie import NgramTrie, trie_of
from evaluation.sequences import parallel
from evaluation.sequences.packed import pack

sequences = st.lists(st.lists(st.integers(0, 3), max_size=30), min_size=1, max_size=40)
orders = st.integers(1, 12)


def by_numpy(trie, corpus) -> VectorizedScan:
    return VectorizedScan(trie)


def by_rows(trie, corpus) -> CompiledScan:
    return CompiledScan(trie, aho_corasick_of(trie))


def by_edges(trie, corpus) -> CompiledScan:
    """Only the first few states have a row."""
    return CompiledScan(trie, aho_corasick_of(trie, most_cells=7 * trie.letters))


WAYS = [by_numpy, by_rows, by_edges]


def ngrams(tokens: list, n: int) -> Counter:
    return Counter(tuple(tokens[place : place + n]) for place in range(len(tokens) - n + 1))


def spelled(trie: NgramTrie, node: int) -> tuple:
    """The tokens of a node."""
    tokens: list = []
    while node:
        tokens.append(trie.vocabulary[trie.letter[node] - 1])
        node = trie.parent[node]
    return tuple(reversed(tokens))


def most_of(way, candidates, references, order) -> tuple[NgramTrie, list[int]]:
    trie, corpus = trie_of(pack(candidates), order), pack(references)
    scan = way(trie, corpus)
    scan.read(corpus, 0, len(corpus), trie.letters_of(corpus.vocabulary, 256**corpus.tokens.dtype.itemsize))
    return trie, scan.most.tolist()


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=100, deadline=None)
@given(candidates=sequences, references=sequences, order=orders)
def test_each_ngram_is_met_as_often_as_the_reference_has_it_that_has_it_most(way, candidates, references, order):
    trie, most = most_of(way, candidates, references, order)
    expected = {
        ngram: (need, max(ngrams(reference, n)[ngram] for reference in references))
        for n in range(1, order + 1)
        for ngram, need in _most_in(candidates, n).items()
    }
    assert {spelled(trie, node) for node in range(1, trie.nodes)} == set(expected)
    for node in range(1, trie.nodes):
        need, times = expected[spelled(trie, node)]
        assert (trie.need[node], most[node]) == (need, min(need, times))


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
    assert most_of(way, candidates, references, 12)[1] == most_of(by_numpy, candidates, references, 12)[1]


def test_more_ngrams_than_two_bytes_can_name_are_told_apart():
    rng = np.random.default_rng(8)
    references = [rng.integers(0, 90, 512) for _ in range(20)]
    candidates = [np.roll(reference, 7) for reference in references]
    trie, most = most_of(by_rows, candidates, references, 12)
    assert trie.nodes > 1 << 16
    assert most == most_of(by_numpy, candidates, references, 12)[1]


@pytest.mark.parametrize("way", WAYS)
def test_blocks_and_a_second_reading_change_nothing(way, monkeypatch):
    monkeypatch.setattr(vectorized, "BLOCK", 16)
    candidates, references = [[1, 2, 1, 2, 1]], [[1, 2] * 3, [3] * 40, [2, 1, 2, 1], [1]]
    trie, corpus = trie_of(pack(candidates), 4), pack(references)
    letters = trie.letters_of(corpus.vocabulary, 256)
    scan = way(trie, corpus)
    for begin, end in [(2, 4), (0, 2), (0, 4), (1, 1)]:
        scan.read(corpus, begin, end, letters)
    assert scan.most.tolist() == most_of(by_numpy, candidates, references, 4)[1]


def as_plain(reference_counts: ReferenceCounts) -> tuple:
    return reference_counts.most.tolist(), reference_counts.lengths, reference_counts.digest, reference_counts.count


@settings(max_examples=100, deadline=None)
@given(
    candidates=sequences,
    shards=st.lists(sequences, min_size=3, max_size=3),
    order=orders,
    compiled=st.booleans(),
)
def test_shards_merge_into_what_the_whole_says_in_any_order(candidates, shards, order, compiled):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts_module, "pays", lambda *_: compiled)
        trie = trie_of(pack(candidates), order)
        whole = as_plain(count_in_references(trie, [pack([sequence for shard in shards for sequence in shard])]))
        assert as_plain(count_in_references(trie, map(pack, shards))) == whole
        parts = [count_in_references(trie, [pack(shard)]) for shard in shards]
    for first, second, third in itertools.permutations(parts):
        assert as_plain(first.merged(second).merged(third)) == as_plain(first.merged(second.merged(third))) == whole


@settings(max_examples=50, deadline=None)
@given(candidates=sequences, references=sequences)
def test_all_cores_say_what_one_says(candidates, references):
    trie, corpus = trie_of(pack(candidates), 5), pack(references)
    alone = as_plain(count_in_references(trie, [corpus]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parallel, "GRAIN", 4)
        patch.setattr(parallel, "cores", lambda: 5)
        assert as_plain(count_in_references(trie, [pack(references)])) == alone


@settings(max_examples=50, deadline=None)
@given(candidates=sequences, references=sequences)
def test_arguments_are_not_changed(candidates, references):
    given_candidates, given_references = pack(candidates), pack(references)
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
    assert score_candidates(pack(candidates), pack(references)) == from_lists
    assert score_candidates(candidates, (pack([each]) for each in references)) == from_lists
    assert score_candidates(candidates, iter(references)) == from_lists
