"""Weights in 8 bits: measured on held-out music, and used only where that says so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from generators.__main__ import COMMANDS
from generators.checkpoints.file import read_card, read_weights, replace_card
from generators.checkpoints.int8 import EXCERPT_TOKENS, EXCERPTS, int8_loss_change
from generators.checkpoints.networks import load_checkpoint
from generators.checkpoints.opening import open_checkpoint
from generators.command_line import main
from generators.corpora.chorales.splits import Split
from generators.corpora.prepared.corpus import FORMAT
from generators.corpora.tokens import encode_normalized
from generators.errors import InputError
from generators.models import architecture_of
from generators.models.recurrent.architecture import RecurrentArchitecture
from generators.models.recurrent.config import RecurrentConfig
from generators.pieces import Piece


@pytest.fixture
def own(checkpoint: Path, tmp_path: Path) -> Path:
    """A copy of the trained BachBot that a test may write."""
    return Path(shutil.copy(checkpoint, tmp_path / "own.safetensors"))


def logits(path: Path) -> np.ndarray:
    engine = open_checkpoint(path).engines(1)
    return np.stack([engine.step(np.array([token])) for token in (0, 109, 95, 85, 71, 2)])


@torch.no_grad()
def test_the_change_is_that_of_the_loss(checkpoint: Path, bach: Mapping[str, Piece]) -> None:
    """Against torch's cross entropy of the model in 32 bits."""
    model, card = load_checkpoint(checkpoint)
    held_out = [tokens[:60] for tokens in encode_normalized([*bach.values()][:3], card.encoding)]
    weights = read_weights(checkpoint)
    change = int8_loss_change(card.model, weights, held_out)
    exact, rounded = [], []
    for tokens in held_out:
        engine, targets = architecture_of(card.model).onnx_engines(weights, int8=True)(1), torch.tensor(tokens[1:])
        said = torch.from_numpy(np.concatenate([engine.step(tokens[place : place + 1]) for place in range(59)]))
        rounded.append(cross_entropy(said, targets, reduction="none"))
        exact.append(cross_entropy(model(torch.tensor(tokens[None, :-1]))[0][0], targets, reduction="none"))
    assert change == pytest.approx(float(torch.cat(rounded).mean() - torch.cat(exact).mean()), abs=1e-5)
    assert 0 < abs(change) < 0.02


def test_pieces_are_taken_from_all_over_the_held_out_part(checkpoint: Path, monkeypatch) -> None:
    read: list[int] = []

    class Silent:
        def step(self, tokens: np.ndarray) -> np.ndarray:
            read.append(int(tokens[0]))
            return np.zeros((1, 300), np.float32)

    monkeypatch.setattr(RecurrentArchitecture, "onnx_engines", lambda *_, int8: lambda rows: Silent())
    config = RecurrentConfig(300)
    assert int8_loss_change(config, {}, [np.full(3, number) for number in range(101)]) == 0
    assert sorted(set(read)) == [round(place) for place in np.linspace(0, 100, EXCERPTS)]
    read.clear()
    int8_loss_change(config, {}, [np.zeros(5000, np.int64)])
    assert len(read) == 2 * (EXCERPT_TOKENS - 1)


@pytest.mark.parametrize(("change", "same"), [(None, True), (0.0051, True), (0.005, False), (-0.001, False)])
def test_8_bits_are_used_where_the_card_says_that_they_do_no_harm(own: Path, checkpoint: Path, change, same) -> None:
    replace_card(own, replace(read_card(own), int8_loss_change=change))
    assert np.array_equal(logits(own), logits(checkpoint)) == same
    np.testing.assert_allclose(logits(own), logits(checkpoint), atol=0.3)


def test_another_card_leaves_the_weights_as_they_are(own: Path, checkpoint: Path) -> None:
    card = replace(read_card(own), int8_loss_change=0.25, data="mine")
    replace_card(own, card)
    assert read_card(own) == card
    before, after = read_weights(checkpoint), read_weights(own)
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[name], after[name]) for name in before)
    replace_card(own, read_card(checkpoint))
    assert load_checkpoint(own)[1] == read_card(checkpoint)
    assert [*own.parent.iterdir()] == [own]


def test_nothing_held_out_is_refused(checkpoint: Path) -> None:
    for held_out in ([], [np.array([1])]):
        with pytest.raises(InputError, match="no held-out music"):
            int8_loss_change(read_card(checkpoint).model, read_weights(checkpoint), held_out)


def measured(*arguments: object) -> int:
    return main("generators", "", COMMANDS, ["int8", *map(str, arguments)])


def test_the_command_measures_on_what_was_held_out_and_writes_it_into_the_card(own, bach, monkeypatch, capsys) -> None:
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_chorales", lambda: dict(list(bach.items())[:1]))
    split = Split("one", "", (), tuple(list(bach)[:1]), ())
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_split", lambda name: split)
    assert measured(own) == 0
    change = read_card(own).int8_loss_change
    assert change is not None
    assert f"8-bit weights add {change:+.4f} nats per token: " in capsys.readouterr().out


def test_the_command_refuses_music_that_the_model_did_not_learn_beside(own: Path, tmp_path: Path, capsys) -> None:
    settings = {"encoding": {"name": "drums"}, "seed": 1, "transpositions": [0]}
    corpus = {"format": FORMAT, "name": "other", "about": "", "digest": "0", "settings": settings}
    (tmp_path / "corpus.json").write_text(json.dumps(corpus))
    assert measured(own, "--data", tmp_path) == 2
    assert "is split 'other, seed 1, 0', the model learned from 'melody-family'" in capsys.readouterr().err
    assert measured(tmp_path / "absent") == 2
    assert "no checkpoint at" in capsys.readouterr().err
