"""What every model keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch.nn.functional import cross_entropy

from generators.errors import InputError
from generators.models import MODELS, architecture_of
from generators.models.network import detach
from generators.models.recurrent.config import CELLS, RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.models.transformer.sparse import PATTERNS

VOCABULARY = 11


RECURRENT = {"embedding": 8, "hidden": 24, "layers": 2, "dropout": 0.0}
AWD = {"embedding": 8, "hidden": 24, "layers": 2, "activation": 0.0, "temporal_activation": 0.0}
UNDROPPED = dict.fromkeys(("drop_input", "drop_output", "drop_weights", "drop_words", "drop_between"), 0.0)
GPT = {"context": 16, "width": 24, "layers": 2, "heads": 2, "feed_forward": 48, "dropout": 0.0}
SPARSE = {"stride": 3, "summary": 1, "bar": 4, "advance": (1, 0, 2, 1, 1, 0, 1, 1, 3, 1, 1)}


def variations() -> Iterator[tuple[str, tuple[str, dict]]]:
    """Every model in every shape it can take, small."""
    for cell in CELLS:
        yield f"recurrent {cell}", ("recurrent", RECURRENT | {"cell": cell})
    yield "recurrent without batch norm", ("recurrent", RECURRENT | {"batch_norm": False})
    yield "recurrent one-hot", ("recurrent", RECURRENT | {"embedding": 0})
    yield "awd-lstm", ("awd-lstm", AWD | UNDROPPED)
    yield "transformer", ("transformer", GPT)
    for pattern in PATTERNS:
        yield f"transformer {pattern}", ("transformer", GPT | SPARSE | {"attention": pattern})
    yield "biaxial", ("biaxial", {"keys": 4, "time_layers": (12,), "note_layers": (12,), "dropout": 0.0})


CASES = dict(variations())


def test_every_model_is_held_to_what_follows() -> None:
    assert {name for name, _ in CASES.values()} == {name for name, kind in MODELS.items() if not kind.counted}


@pytest.fixture(params=CASES)
def model(request: pytest.FixtureRequest) -> torch.nn.Module:
    name, options = CASES[request.param]
    torch.manual_seed(1)
    size = {} if name == "biaxial" else {"vocabulary": VOCABULARY}
    return architecture_of(MODELS[name].configured_by(**size, **options)).network().eval()


@pytest.fixture
def tokens(model: torch.nn.Module) -> torch.Tensor:
    return torch.randint(0, model.config.vocabulary, (4, 9), generator=torch.Generator().manual_seed(2))


def test_every_token_gets_logits_for_the_next(model, tokens) -> None:
    assert model(tokens)[0].shape == (4, 9, model.config.vocabulary)


@torch.no_grad()
def test_no_prediction_sees_the_future(model, tokens) -> None:
    changed = tokens.clone()
    changed[:, 5:] = (tokens[:, 5:] + 1) % model.config.vocabulary
    before, after = model(tokens)[0], model(changed)[0]
    assert torch.equal(before[:, :5], after[:, :5])
    assert not torch.allclose(before[:, 5:], after[:, 5:])


@torch.no_grad()
def test_every_prediction_heeds_the_whole_past(model, tokens) -> None:
    changed = tokens.clone()
    changed[:, 0] = (tokens[:, 0] + 1) % model.config.vocabulary
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
def test_a_state_can_be_taken_for_some_rows_in_any_order(model, tokens) -> None:
    rows = torch.tensor([2, 0, 2])
    _, state = model(tokens[:, :5])
    logits, _ = model(tokens[rows, 5:], model.selected(state, rows))
    torch.testing.assert_close(logits, model(tokens[rows])[0][:, 5:], rtol=1e-4, atol=1e-5)


@torch.no_grad()
def test_a_row_is_predicted_alike_whatever_its_neighbors_are(model, tokens) -> None:
    torch.testing.assert_close(model(tokens[1:2])[0], model(tokens)[0][1:2], rtol=1e-4, atol=1e-5)


def test_a_batch_can_be_learned_by_heart(model, tokens) -> None:
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for _ in range(120):
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
