"""The transformer's sizes and limits; that it is GPT-2 is tested where GPT-2's weights are loaded."""

from __future__ import annotations

import pytest
import torch

from generators.errors import InputError
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel


def test_maias_gpt_has_the_size_of_the_article() -> None:
    """Six blocks of 256 with 8 heads and 1,024 units, 512 positions: by the textbook formula."""
    model = TransformerModel(TransformerConfig(vocabulary=150))
    norm = 2 * 256
    block = 2 * norm + (256 + 1) * 768 + (256 + 1) * 256 + (256 + 1) * 1024 + (1024 + 1) * 256
    assert sum(p.numel() for p in model.parameters()) == 150 * 256 + 512 * 256 + 6 * block + norm


def test_more_tokens_than_the_context_are_refused() -> None:
    model = TransformerModel(TransformerConfig(vocabulary=5, context=8, width=8, layers=1, heads=2, feed_forward=8))
    _, state = model(torch.zeros(1, 8, dtype=torch.long))
    with pytest.raises(InputError, match="9 tokens are more than the context of 8"):
        model(torch.zeros(1, 1, dtype=torch.long), state)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": 10, "heads": 4}, "width 10 is not a multiple of the number of heads, 4"),
        ({"attention": "loose"}, "no attention 'loose': choose from dense, strided, fixed, bar"),
        ({"attention": "bar"}, "bar attention needs the advance of each of 5 tokens"),
    ],
)
def test_a_configuration_that_cannot_be_is_refused(options: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        TransformerConfig(vocabulary=5, **options)
