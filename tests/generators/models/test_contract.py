"""What every model keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch.nn.functional import cross_entropy

from generators.errors import InputError
from generators.models import MODELS
from generators.models.recurrent import CELLS, RecurrentConfig, RecurrentModel, detach

VOCABULARY = 11


def variations() -> Iterator[tuple[str, dict]]:
    for name in MODELS:
        for cell in CELLS:
            yield f"{name} {cell}", {"name": name, "cell": cell}
        yield f"{name} without batch norm", {"name": name, "batch_norm": False}


CASES = dict(variations())


@pytest.fixture(params=CASES)
def model(request: pytest.FixtureRequest) -> torch.nn.Module:
    settings = CASES[request.param]
    config, build = MODELS[settings["name"]]
    torch.manual_seed(1)
    options = {key: value for key, value in settings.items() if key != "name"}
    return build(config(vocabulary=VOCABULARY, embedding=8, hidden=24, layers=2, dropout=0.0, **options)).eval()


@pytest.fixture
def tokens() -> torch.Tensor:
    return torch.randint(0, VOCABULARY, (4, 9), generator=torch.Generator().manual_seed(2))


def test_every_token_gets_logits_for_the_next(model, tokens) -> None:
    assert model(tokens)[0].shape == (4, 9, VOCABULARY)


@torch.no_grad()
def test_no_prediction_sees_the_future(model, tokens) -> None:
    changed = tokens.clone()
    changed[:, 5:] = (tokens[:, 5:] + 1) % VOCABULARY
    before, after = model(tokens)[0], model(changed)[0]
    assert torch.equal(before[:, :5], after[:, :5])
    assert not torch.allclose(before[:, 5:], after[:, 5:])


@torch.no_grad()
def test_every_prediction_heeds_the_whole_past(model, tokens) -> None:
    changed = tokens.clone()
    changed[:, 0] = (tokens[:, 0] + 1) % VOCABULARY
    assert not torch.allclose(model(tokens)[0][:, -1], model(changed)[0][:, -1], atol=1e-9)


@torch.no_grad()
def test_a_state_carried_on_is_the_whole_sequence(model, tokens) -> None:
    whole, _ = model(tokens)
    state, parts = None, []
    for start, end in ((0, 1), (1, 4), (4, 9)):
        logits, state = model(tokens[:, start:end], state)
        parts.append(logits)
    torch.testing.assert_close(torch.cat(parts, dim=1), whole, rtol=1e-4, atol=1e-5)


@torch.no_grad()
def test_a_row_is_predicted_alike_whatever_its_neighbors_are(model, tokens) -> None:
    torch.testing.assert_close(model(tokens[1:2])[0], model(tokens)[0][1:2], rtol=1e-4, atol=1e-5)


def test_a_batch_can_be_learned_by_heart(model, tokens) -> None:
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for _ in range(60):
        logits, _ = model(tokens[:, :-1])
        loss = cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.5 * losses[0]


def test_a_detached_state_carries_no_gradient(model, tokens) -> None:
    _, state = model(tokens)
    for part in detach(state):
        assert all(not tensor.requires_grad for tensor in (part if isinstance(part, tuple) else (part,)))


def test_bachbot_has_the_architecture_of_the_thesis() -> None:
    """Embedding 32, three LSTMs of 256 with batch normalization: by the textbook formula for an LSTM's weights."""
    model = RecurrentModel(RecurrentConfig(vocabulary=100))
    lstms = sum(4 * (below * 256 + 256 * 256 + 2 * 256) for below in (32, 256, 256))
    assert sum(p.numel() for p in model.parameters()) == 100 * 32 + lstms + 3 * 2 * 256 + 256 * 100 + 100


def test_an_unknown_cell_is_refused_with_the_choices() -> None:
    with pytest.raises(InputError, match="no cell 'transformer': choose from lstm, gru, rnn"):
        RecurrentConfig(vocabulary=3, cell="transformer")
