"""Distinct n-grams against sets of tuples, the alarm on sequences made to vary or not to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.measures.diversity.collapse import compare, distinct_n
from evaluation.ngrams.shared import table_of
from evaluation.sequences.packed import pack
from generators.errors import InputError


def different(sequences: list[list[int]], n: int) -> int:
    """By brute force."""
    return len({tuple(each[start : start + n]) for each in sequences for start in range(len(each) - n + 1)})


@given(st.lists(st.lists(st.integers(0, 2), max_size=12), min_size=1, max_size=6), st.data())
def test_distinct_n_counts_each_ngram_once_and_divides_by_tokens(sequences, data):
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=len(sequences), max_size=len(sequences))))
    taken = [each for each, here in zip(sequences, chosen, strict=True) if here]
    tokens = sum(map(len, taken))
    expected = [different(taken, n) / tokens if tokens else 0 for n in range(1, 7)]
    assert distinct_n(table_of(pack(sequences), 6).subset(np.flatnonzero(chosen))) == pytest.approx(expected, abs=0)


def walks(seed: int, sequences: int, length: int = 60) -> list[list[int]]:
    """Random walks over 30 pitches."""
    steps = np.random.default_rng(seed).integers(-2, 3, (sequences, length))
    return (np.cumsum(steps, axis=1) % 30).tolist()


def test_candidates_that_vary_as_real_music_does_raise_no_alarm():
    compared = compare(pack(walks(1, 20)), pack(walks(2, 60)), (0.25,) * 4)
    assert [each.measure for each in compared] == ["self-BLEU", "distinct-1", "distinct-2"]
    assert not any(each.alarm for each in compared)
    assert {each.size for each in compared} == {20}
    assert all(each.low <= each.real <= each.high for each in compared)


def test_candidates_that_repeat_each_other_raise_it():
    same = [each[:55] + walks(9, 1)[0][:5] for each in walks(1, 2) * 10]
    bleu, _, distinct_2 = compare(pack(same), pack(walks(2, 60)), (0.25,) * 4)
    assert bleu.alarm
    assert bleu.candidates > bleu.high
    assert distinct_2.alarm
    assert distinct_2.candidates < distinct_2.low


def test_the_seed_settles_the_interval():
    given_, real = pack(walks(1, 30)), pack(walks(2, 40))
    assert compare(given_, real, seed=3) == compare(given_, real, seed=3) != compare(given_, real, seed=4)


def test_too_little_real_music_is_refused():
    with pytest.raises(InputError, match="9 held-out sequences are too few"):
        compare(pack(walks(1, 5)), pack(walks(2, 9)))
