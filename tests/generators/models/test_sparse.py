"""Sparse attention is dense attention under the pattern's mask; the masks are counted by hand."""

from __future__ import annotations

import pytest
import torch
from torch.nn.functional import scaled_dot_product_attention

from generators.models.transformer.sparse import Bar, Fixed, Strided

PATTERNS = {"strided": Strided(4), "fixed": Fixed(4, 2), "bar": Bar(4, 2, 8)}


def times_of(rows: int, length: int) -> torch.Tensor:
    """Each token stands one step after the one before, or two, or at the same."""
    return torch.randint(0, 3, (rows, length), generator=torch.Generator().manual_seed(3)).cumsum(1)


def seen(mask: torch.Tensor, query: int) -> list[int]:
    return torch.nonzero(mask[0, query]).flatten().tolist()


@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("length", [1, 4, 7, 64, 83])
def test_it_is_dense_attention_under_its_mask(name: str, length: int) -> None:
    torch.manual_seed(1)
    queries, keys, values = torch.randn(3, 2, 3, length, 5)
    times = times_of(2, length)
    pattern = PATTERNS[name]
    expected = scaled_dot_product_attention(queries, keys, values, attn_mask=pattern.mask(times)[:, None])
    torch.testing.assert_close(pattern.attend(queries, keys, values, times), expected)


@pytest.mark.parametrize("name", PATTERNS)
def test_no_mask_shows_the_future_and_all_show_the_token_itself(name: str) -> None:
    mask = PATTERNS[name].mask(times_of(2, 40))
    assert not mask.triu(1).any()
    assert mask.diagonal(dim1=1, dim2=2).all()


def test_strided_sees_the_last_ones_and_every_fourth_before() -> None:
    """Child et al. 2019, figure 3 (b)."""
    assert seen(Strided(4).mask(torch.zeros(1, 20)), 17) == [1, 5, 9, 13, 14, 15, 16, 17]


def test_fixed_sees_its_block_and_the_ends_of_the_others() -> None:
    """Child et al. 2019, figure 3 (c)."""
    assert seen(Fixed(4, 1).mask(torch.zeros(1, 20)), 17) == [3, 7, 11, 15, 16, 17]
    assert seen(Fixed(4, 2).mask(torch.zeros(1, 20)), 13) == [2, 3, 6, 7, 10, 11, 12, 13]


def test_bar_sees_the_last_ones_and_the_same_place_in_earlier_bars() -> None:
    """A token a step, eight steps a bar: at the 21st token, what stood 8 and 16 steps ago."""
    assert seen(Bar(4, 2, 8).mask(torch.arange(24)[None]), 20) == [4, 5, 12, 13, 17, 18, 19, 20]


def test_bar_goes_by_time_and_not_by_tokens() -> None:
    """Two tokens a step: eight steps ago are sixteen tokens."""
    times = torch.arange(48)[None] // 2
    assert seen(Bar(4, 2, 8).mask(times), 41) == [8, 9, 24, 25, 38, 39, 40, 41]
