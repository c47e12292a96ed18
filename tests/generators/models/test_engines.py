"""Step by step, engines say what the model says of the whole sequence at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
import torch

from generators.checkpoints.networks import load_checkpoint
from generators.encodings.pianoroll import KEYS
from generators.engines.engine import Engine
from generators.errors import InputError
from generators.models import architecture_of
from generators.models.awd.config import AwdConfig
from generators.models.awd.network import AwdModel
from generators.models.biaxial.config import BiaxialConfig
from generators.models.biaxial.network import BiaxialModel
from generators.models.recurrent.config import CELLS, RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.models.torch_engine import TorchEngine
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel

VOCABULARY, BATCH, LENGTH = 30, 3, 20


def models() -> Iterator[tuple[str, Callable[[], torch.nn.Module]]]:
    for cell in CELLS:
        for batch_norm in (True, False):
            config = RecurrentConfig(VOCABULARY, 8, 16, 3, cell=cell, batch_norm=batch_norm)
            yield f"{cell}{' with batch norm' if batch_norm else ''}", lambda config=config: RecurrentModel(config)
    one_hot = RecurrentConfig(VOCABULARY, 0, 16, 2, batch_norm=False)
    yield "one-hot lstm", lambda: RecurrentModel(one_hot)
    yield "awd-lstm", lambda: AwdModel(AwdConfig(VOCABULARY, embedding=8, hidden=16, layers=3))
    gpt = TransformerConfig(VOCABULARY, context=LENGTH, width=32, layers=2, heads=4, feed_forward=64)
    yield "transformer", lambda: TransformerModel(gpt)


MODELS = dict(models())


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> torch.nn.Module:
    torch.manual_seed(1)
    made = MODELS[request.param]().eval()
    for name, value in made.state_dict().items():  # as if it had been trained
        if "norm" in name and value.is_floating_point():
            value.uniform_(0.5, 1.5)
    return made


@pytest.fixture
def tokens() -> torch.Tensor:
    return torch.randint(0, VOCABULARY, (BATCH, LENGTH), generator=torch.Generator().manual_seed(2))


@pytest.fixture(params=["torch", "onnx"])
def engine_of(request: pytest.FixtureRequest) -> Callable[[torch.nn.Module], Engine]:
    return TorchEngine if request.param == "torch" else onnx_of


def onnx_of(model: torch.nn.Module, batch: int = BATCH, *, int8: bool = False) -> Engine:
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    return architecture_of(model.config).onnx_engines(weights, int8=int8)(batch)


def fed(engine: Engine, tokens: torch.Tensor) -> np.ndarray:
    return np.stack([engine.step(column.numpy()) for column in tokens.T], axis=1)


@torch.no_grad()
def test_step_by_step_it_says_what_the_model_says_of_the_whole(engine_of, model, tokens) -> None:
    expected = model(tokens)[0].numpy()
    np.testing.assert_allclose(fed(engine_of(model), tokens), expected, rtol=1e-4, atol=2e-6)


@torch.no_grad()
def test_rows_selected_go_on_where_they_were(engine_of, model, tokens) -> None:
    engine = engine_of(model)
    fed(engine, tokens[:, :8])
    rows = np.array([2, 0, 2])
    engine.select(rows)
    branched = torch.cat([tokens[rows, :8], tokens[:, 8:]], dim=1)
    np.testing.assert_allclose(fed(engine, tokens[:, 8:]), model(branched)[0][:, 8:].numpy(), rtol=1e-4, atol=2e-6)


def test_past_its_context_a_transformer_goes_on_from_the_later_half(engine_of, tokens) -> None:
    model = MODELS["transformer"]().eval()
    engine = engine_of(model)
    fed(engine, tokens)
    following = torch.randint(0, VOCABULARY, (BATCH, 5), generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        expected = model(torch.cat([tokens[:, LENGTH // 2 :], following], dim=1))[0][:, LENGTH // 2 :].numpy()
    np.testing.assert_allclose(fed(engine, following), expected, rtol=1e-4, atol=2e-6)


@torch.no_grad()
def test_int8_hardly_changes_what_bachbot_says(checkpoint: Path, chorale) -> None:
    model, card = load_checkpoint(checkpoint)
    tokens = torch.tensor([card.encoding.encode(card.encoding.prepare(chorale))])
    exact, rounded = (fed(onnx_of(model, 1, int8=int8), tokens) for int8 in (False, True))
    assert not np.array_equal(exact, rounded)
    assert np.abs(exact - rounded).max() < 0.3


@pytest.mark.parametrize(
    "refusal",
    [
        torch.OutOfMemoryError("CUDA out of memory"),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 400000000000 bytes"),
    ],
    ids=["GPU", "CPU"],
)
def test_torch_out_of_memory_is_out_of_memory_as_python_has_it(refusal, tokens, monkeypatch) -> None:
    """In torch's own words, on a GPU and on a CPU."""
    model = MODELS["lstm"]()
    monkeypatch.setattr(model, "forward", Mock(side_effect=refusal))
    with pytest.raises(MemoryError, match=str(refusal)):
        TorchEngine(model).step(tokens[:, 0].numpy())


def test_what_fails_otherwise_in_torch_is_no_lack_of_memory(tokens, monkeypatch) -> None:
    model = MODELS["lstm"]()
    monkeypatch.setattr(model, "forward", Mock(side_effect=RuntimeError("shapes do not fit")))
    with pytest.raises(RuntimeError, match="shapes do not fit"):
        TorchEngine(model).step(tokens[:, 0].numpy())


def test_models_without_a_graph_are_refused() -> None:
    sparse, narrow = TransformerConfig(VOCABULARY, attention="fixed"), BiaxialConfig(keys=62)
    for config, only in ((sparse, "attention dense"), (narrow, "88 keys")):
        refusal = f"no ONNX graph for a model '{config.name}' of these sizes: there is one for {only}"
        with pytest.raises(InputError, match=refusal):
            architecture_of(config).onnx_engines({})


@pytest.fixture
def deep_jammer() -> BiaxialModel:
    torch.manual_seed(3)
    return BiaxialModel(BiaxialConfig(time_layers=(12, 10), note_layers=(8, 6))).eval()


@pytest.fixture
def cells() -> torch.Tensor:
    """Three steps of 88 keys, and some of a fourth, in which a tenth of the cells sound."""
    drawn = torch.rand(BATCH, 3 * KEYS + 30, generator=torch.Generator().manual_seed(4))
    return (drawn < 0.05).long() + 2 * (drawn > 0.95).long()


@torch.no_grad()
def test_cell_by_cell_deep_jammer_says_what_it_says_of_the_whole(deep_jammer: BiaxialModel, cells) -> None:
    expected = deep_jammer(cells)[0].numpy()
    np.testing.assert_allclose(fed(onnx_of(deep_jammer), cells), expected, rtol=1e-4, atol=1e-5)


@torch.no_grad()
@pytest.mark.parametrize("read", [30, KEYS, 2 * KEYS + 5])
def test_rows_of_deep_jammer_go_on_where_they_were(deep_jammer: BiaxialModel, cells, read: int) -> None:
    engine = onnx_of(deep_jammer)
    fed(engine, cells[:, :read])
    rows = np.array([2, 0, 2, 1])
    engine.select(rows)
    branched = cells[rows]
    expected = deep_jammer(branched)[0][:, read:].numpy()
    np.testing.assert_allclose(fed(engine, branched[:, read:]), expected, rtol=1e-4, atol=1e-5)
