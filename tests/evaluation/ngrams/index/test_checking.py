"""Whether suffixes are in order; the order itself comes from Python's `sorted`."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.ngrams.index.checking import in_order

texts = st.lists(st.integers(0, 2), max_size=30)


def by_sorting(tokens: list[int]) -> list[int]:
    return sorted(range(len(tokens)), key=lambda place: tokens[place:])


def checked(tokens: list[int], suffixes: list[int]) -> bool:
    return in_order(np.array(tokens, dtype=np.uint8), np.array(suffixes, dtype=np.int32))


@settings(max_examples=200, deadline=None)
@given(tokens=texts)
def test_suffixes_in_order_are_in_order(tokens) -> None:
    assert checked(tokens, by_sorting(tokens))


@settings(max_examples=200, deadline=None)
@given(tokens=texts, data=st.data())
def test_no_other_order_is(tokens, data) -> None:
    order = data.draw(st.permutations(range(len(tokens))))
    assert checked(tokens, order) == (order == by_sorting(tokens))


@settings(max_examples=200, deadline=None)
@given(tokens=texts.filter(bool), data=st.data())
def test_a_suffix_that_is_missing_twice_there_or_outside_is_found(tokens, data) -> None:
    suffixes = by_sorting(tokens)
    assert not checked(tokens, suffixes[:-1])
    rank = data.draw(st.integers(0, len(tokens) - 1))
    wrong = data.draw(st.integers(-3, len(tokens) + 3).filter(lambda place: place != suffixes[rank]))
    assert not checked(tokens, [*suffixes[:rank], wrong, *suffixes[rank + 1 :]])
