"""The loss of pieces: each token's loss computed by itself, from what the model may look back on."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from generators.models import MODELS, architecture_of, losses
from generators.models.losses import token_losses
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel

CONTEXT = 8


@torch.no_grad()
@pytest.mark.parametrize("length", [2, 8, 9, 10, 13, 14, 40])
def test_each_token_is_predicted_from_half_a_context_at_least(length: int) -> None:
    torch.manual_seed(1)
    model = TransformerModel(TransformerConfig(20, CONTEXT, width=16, layers=1, heads=2, feed_forward=16)).eval()
    tokens = torch.randint(0, 20, (length,), generator=torch.Generator().manual_seed(2))
    (losses,) = token_losses(model, [tokens.numpy()])
    for place in range(1, length):
        # Windows begin every 4 tokens; the first that reaches the token with 4 or more before it, or the very first.
        start = 0 if place <= CONTEXT else (place - CONTEXT + 3) // 4 * 4
        logits, _ = model(tokens[None, start:place])
        expected = torch.log_softmax(logits[0, -1].double(), dim=0)[tokens[place]]
        assert losses[place - 1] == pytest.approx(-float(expected), abs=1e-5)
    assert losses.shape == (length - 1,)
    assert np.isfinite(losses).all()


@torch.no_grad()
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("recurrent", {"vocabulary": 3, "embedding": 4, "hidden": 6, "layers": 2}),
        ("awd-lstm", {"vocabulary": 3, "embedding": 4, "hidden": 6, "layers": 2}),
        ("biaxial", {"keys": 4, "time_layers": (6,), "note_layers": (5,)}),
    ],
)
def test_pieces_of_any_lengths_side_by_side_are_predicted_as_by_themselves(name, options, monkeypatch) -> None:
    monkeypatch.setattr(losses, "AT_ONCE", 5)
    torch.manual_seed(1)
    model = architecture_of(MODELS[name].configured_by(**options)).network().eval()
    rng = np.random.default_rng(1)
    pieces = [rng.integers(3, size=length) for length in (23, 2, 12, 6, 11, 1)]
    for piece, found in zip(pieces, token_losses(model, pieces), strict=True):
        logits = model(torch.tensor(piece[None]))[0][0, :-1]
        alone = torch.nn.functional.cross_entropy(logits, torch.tensor(piece[1:]), reduction="none")
        assert found == pytest.approx(alone.numpy(), abs=1e-5)


@torch.no_grad()
def test_a_large_vocabulary_is_predicted_a_few_tokens_at_a_time(monkeypatch) -> None:
    monkeypatch.setattr(losses, "LOGITS", 2 * 50 * 8)
    for name, options in (("recurrent", {"embedding": 4, "hidden": 6, "layers": 1}), ("transformer", {"context": 8})):
        model = architecture_of(MODELS[name].configured_by(vocabulary=50, **options)).network()
        most = 0

        def watched(tokens, state=None, forward=model.forward):
            nonlocal most
            most = max(most, tokens.numel())
            return forward(tokens, state)

        model.forward = watched
        token_losses(model, [np.arange(50)] * 4)
        assert most == 16
