"""Training that begins with what another training has learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from generators.checkpoints.card import NamedCheckpoint
from generators.checkpoints.file import checkpoint_digest, read_card
from generators.checkpoints.networks import load_checkpoint
from generators.corpora.tokens import encode_normalized
from generators.encodings.chorale import VOCABULARY, ChoraleEncoding
from generators.errors import InputError
from generators.models.recurrent.config import RecurrentConfig
from generators.models.transformer.config import TransformerConfig
from generators.pieces import Piece, cut
from generators.systems.bachbot import BACHBOT
from generators.systems.recipe import Recipe
from generators.training.data import Data
from generators.training.loop import train
from generators.training.parents import checkpoint_parent, gpt2_parent

TINY = replace(
    BACHBOT,
    model=RecurrentConfig(vocabulary=len(VOCABULARY), embedding=8, hidden=16, layers=1),
    recipe=Recipe(epochs=4, batch=4, steps=64),
)
ON = replace(TINY, recipe=replace(TINY.recipe, epochs=2, seed=9))
GPT2 = TransformerConfig(len(VOCABULARY), context=12, width=64, layers=2, heads=1, feed_forward=32)


@pytest.fixture(scope="module")
def data(bach: Mapping[str, Piece]) -> Data:
    tokens = encode_normalized([cut(piece, 0, 16 * 480) for piece in list(bach.values())[:4]], TINY.encoding)
    return Data("demo", tokens[:3], tokens[3:], "four chorales")


@pytest.fixture(scope="module")
def first(data: Data, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train(TINY, data, tmp_path_factory.mktemp("first"), "cpu", lambda line: None)


def test_a_training_goes_on_from_a_checkpoint_and_names_it(data: Data, first: Path, tmp_path: Path) -> None:
    lines: list[str] = []
    parent = checkpoint_parent(first, ON)
    made = read_card(train(ON, data, tmp_path / "on", "cpu", lines.append, parent=parent))
    anew = read_card(train(ON, data, tmp_path / "anew", "cpu", lines.append))
    assert made.parent == NamedCheckpoint("bachbot", checkpoint_digest(first))
    assert anew.parent is None
    assert made.history[0].train_loss < read_card(first).history[-1].train_loss < anew.history[0].train_loss


def test_a_training_from_a_checkpoint_is_not_gone_on_with_from_chance(data: Data, first: Path, tmp_path: Path) -> None:
    train(ON, data, tmp_path, "cpu", lambda line: None, parent=checkpoint_parent(first, ON))
    with pytest.raises(InputError, match="holds another training"):
        train(ON, data, tmp_path, "cpu", lambda line: None)


def test_what_is_another_system_encoding_or_size_is_refused_in_one_line(first: Path) -> None:
    refusals = {
        "is a checkpoint of bachbot, not of other": replace(TINY, name="other"),
        "has another encoding than the music (voice_order SATB, not BTAS)": replace(
            TINY, encoding=ChoraleEncoding(voice_order="BTAS")
        ),
        "is of another size (hidden 16, not 32, layers 1, not 2): choose its preset": replace(
            TINY, model=replace(TINY.model, hidden=32, layers=2)
        ),
    }
    for saying, system in refusals.items():
        with pytest.raises(InputError) as refusal:
            checkpoint_parent(first, system)
        assert str(refusal.value) == f"{first} {saying}"
    with pytest.raises(InputError, match="no checkpoint at"):
        checkpoint_parent(first.with_name("absent"), TINY)


def test_a_transformer_begins_with_gpt2s_weights_but_for_its_tokens(data: Data, tmp_path: Path) -> None:
    """A file with the names and shapes that Hugging Face's GPT2Model has; see tests/generators/models/test_gpt2.py."""
    rng = torch.Generator().manual_seed(1)
    shapes = {"wte.weight": (50257, 64), "wpe.weight": (16, 64), "ln_f.weight": (64,), "ln_f.bias": (64,)}
    for layer in range(2):
        for part, shape in {"ln_1": (64,), "ln_2": (64,)}.items():
            shapes |= {f"h.{layer}.{part}.{kind}": shape for kind in ("weight", "bias")}
        for part, shape in {"attn.c_attn": (64, 192), "attn.c_proj": (64, 64)}.items():
            shapes |= {f"h.{layer}.{part}.weight": shape, f"h.{layer}.{part}.bias": shape[1:]}
        for part, shape in {"mlp.c_fc": (64, 32), "mlp.c_proj": (32, 64)}.items():
            shapes |= {f"h.{layer}.{part}.weight": shape, f"h.{layer}.{part}.bias": shape[1:]}
    path = tmp_path / "model.safetensors"
    save_file({name: torch.randn(shape, generator=rng) for name, shape in shapes.items()}, path)
    gpt = replace(TINY, model=GPT2, recipe=Recipe(epochs=1, batch=4, steps=12, batches="windows", learning_rate=0.0))
    parent = gpt2_parent(path, gpt)
    made = train(gpt, data, tmp_path / "out", "cpu", lambda line: None, parent=parent)
    assert read_card(made).parent == NamedCheckpoint("gpt2", checkpoint_digest(path))
    learned = load_checkpoint(made)[0].state_dict()
    for name, weights in gpt2_parent(path, gpt).weights.items():  # the new tokens, too: they come from the seed
        assert torch.equal(learned[name], weights.half().float())
    with pytest.raises(InputError, match="bachbot is no transformer"):
        gpt2_parent(path, TINY)
