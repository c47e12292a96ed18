"""Weights in 8 bits: nearly what 32 bits say, and a row says the same alone as beside others."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from generators.engines.engine import Engines
from generators.models import architecture_of
from generators.models.awd.config import AwdConfig
from generators.models.awd.network import AwdModel
from generators.models.network import LanguageModel
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel

VOCABULARY, ROWS, LENGTH = 30, 5, 20


def models() -> Iterator[tuple[str, LanguageModel]]:
    torch.manual_seed(1)
    yield "lstm", RecurrentModel(RecurrentConfig(VOCABULARY, 32, 64, 3))
    yield "one-hot lstm", RecurrentModel(RecurrentConfig(VOCABULARY, 0, 48, 2, batch_norm=False))  # 30 + 48 inputs
    yield "awd-lstm", AwdModel(AwdConfig(VOCABULARY, embedding=40, hidden=64, layers=2))
    yield (
        "transformer",
        TransformerModel(TransformerConfig(VOCABULARY, context=LENGTH, width=64, layers=2, heads=4, feed_forward=96)),
    )


@pytest.fixture(params=dict(models()))
def model(request: pytest.FixtureRequest) -> LanguageModel:
    return dict(models())[request.param].eval()


def engines_of(model: LanguageModel) -> Engines:
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    return architecture_of(model.config).onnx_engines(weights, int8=True)


def said(engines: Engines, tokens: torch.Tensor) -> np.ndarray:
    engine = engines(len(tokens))
    return np.stack([engine.step(column.numpy()) for column in tokens.T], axis=1)


@pytest.fixture
def tokens() -> torch.Tensor:
    return torch.randint(0, VOCABULARY, (ROWS, LENGTH), generator=torch.Generator().manual_seed(2))


@torch.no_grad()
def test_rounding_moves_logits_by_about_a_hundredth_of_their_spread(model, tokens) -> None:
    """127 levels each way: torch's model of 32 bits is the measure."""
    exact = model(tokens)[0].numpy()
    moved = np.abs(said(engines_of(model), tokens) - exact)
    assert 0 < moved.max() < 0.1 * exact.std()


def test_a_row_says_the_same_alone_as_beside_others(model, tokens) -> None:
    engines = engines_of(model)
    together = said(engines, tokens)
    for row in range(ROWS):
        assert np.array_equal(said(engines, tokens[row : row + 1])[0], together[row])
