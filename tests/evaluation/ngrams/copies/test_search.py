"""Expected copies come from comparing every stretch with every other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.ngrams.copies import scan
from evaluation.ngrams.copies.search import Copy, CopySearch, find_copies
from evaluation.sequences import parallel
from evaluation.sequences.packed import PackedSequences, pack

sequences = st.lists(st.lists(st.sampled_from("abc"), max_size=15), max_size=5)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(params=["table", "edges", "numpy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the ways in which a corpus is read."""
    if request.param == "edges":
        monkeypatch.setattr(scan, "TABLE_BYTES", 0)
    if request.param == "numpy":
        monkeypatch.setattr(scan, "COMPILED", False)


def ending_at(candidate: list[str], place: int, corpus: list[list[str]]) -> Copy:
    """By comparing everything: the longest run that ends there, and the first place where it stands."""
    for start in range(place + 1):
        run = candidate[start : place + 1]
        for number, source in enumerate(corpus):
            for offset in range(len(source) - len(run) + 1):
                if source[offset : offset + len(run)] == run:
                    return Copy(len(run), start, number, offset)
    return Copy(0, 0, None, None)


def assert_right(candidates: list[list[str]], corpus: list[list[str]], shards: list[PackedSequences]) -> None:
    for candidate, copies in zip(candidates, find_copies(pack(candidates), shards), strict=True):
        right = [ending_at(candidate, place, corpus) for place in range(len(candidate))]
        assert [copies.ending_at(place) for place in range(len(candidate))] == right
        longest = max((copy.length for copy in right), default=0)
        assert copies.longest == next((copy for copy in right if copy.length == longest), Copy(0, 0, None, None))
        assert copies.runs(2) == sum(copy.length >= 2 for copy in right)


@pytest.mark.usefixtures("way")
@often
@given(candidates=sequences, corpus=sequences)
def test_at_each_token_the_longest_copy_and_its_first_place_are_those_found_by_comparing_everything(candidates, corpus):
    assert_right(candidates, corpus, [pack(corpus)])


@pytest.mark.usefixtures("way")
@often
@given(candidates=sequences, shards=st.lists(sequences, max_size=4))
def test_a_corpus_in_shards_of_different_vocabularies_is_one_corpus(candidates, shards):
    assert_right(candidates, [each for shard in shards for each in shard], [pack(shard) for shard in shards])


@pytest.mark.usefixtures("way")
def test_long_sequences_are_read_in_chunks_and_by_threads_as_if_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    corpus = [rng.integers(0, 3, size).tolist() for size in (700, 0, 3, 450)]
    candidates = [corpus[0][100:120], [*corpus[3][310:330], 0, *corpus[0][555:575]], [2, 0, 1]]
    monkeypatch.setattr(scan, "CHUNK", 1)  # then of 8 times the longest candidate: 328 tokens
    monkeypatch.setattr(parallel, "GRAIN", 100)
    monkeypatch.setattr(parallel, "cores", lambda: 3)
    assert_right(candidates, corpus, [pack(corpus)])


def test_a_run_that_crosses_the_edge_of_a_chunk_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "CHUNK", 1)
    run = list(range(1, 11))
    for place in range(60, 100):  # chunks are 80 tokens long
        corpus = [0] * place + run + [0] * 60
        (copies,) = find_copies(pack([run]), pack([corpus]))
        assert copies.longest == Copy(10, 0, 0, place)


def test_a_run_stops_at_the_end_of_a_sequence_and_of_a_shard() -> None:
    shards = [pack([[1, 2], [3, 4]]), pack([[5, 6]])]
    (copies,) = find_copies(pack([[1, 2, 3, 4, 5, 6]]), shards)
    assert copies.lengths.tolist() == [1, 2, 1, 2, 1, 2]
    assert copies.sequences.tolist() == [0, 0, 1, 1, 2, 2]


def test_a_search_may_be_asked_before_it_has_read_everything() -> None:
    search = CopySearch(pack([["a", "b", "c"]]))
    assert search.copies()[0].longest == Copy(0, 0, None, None)
    search.read(pack([["b", "c"]]))
    assert search.copies()[0].longest == Copy(2, 1, 0, 0)
    search.read(pack([["x"], ["a", "b", "c"]]))
    assert search.copies()[0].longest == Copy(3, 0, 2, 0)


def test_words_and_numbers_are_different_tokens() -> None:
    (copies,) = find_copies(pack([["1", "2"]]), pack([[1, 2]]))
    assert copies.lengths.tolist() == [0, 0]


def test_more_tokens_than_a_byte_tells_apart() -> None:
    """A chorale's chords are many; the expected places are where the run was put."""
    corpus = np.arange(60_000)
    (copies,) = find_copies(pack([corpus[41_000:41_900]]), pack([corpus]))
    assert copies.longest == Copy(900, 0, 0, 41_000)
