"""Checkpoints: one file that explains itself, or is refused."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from generators.checkpoints.card import Card, EpochLosses, NamedCheckpoint
from generators.checkpoints.file import FORMAT, checkpoint_digest, read_card
from generators.checkpoints.networks import load_checkpoint, save_checkpoint
from generators.checkpoints.records import card_record, model_record
from generators.encodings.chorale import ChoraleEncoding
from generators.errors import InputError
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.systems.recipe import Recipe

CONFIG = RecurrentConfig(vocabulary=261, embedding=4, hidden=6, layers=2, cell="gru")
CARD = Card(
    system="bachbot",
    model=CONFIG,
    encoding=ChoraleEncoding(voice_order="BTAS", fermatas=False),
    recipe=Recipe(epochs=2),
    data="chorales",
    split="demo",
    seed=3,
    epoch=2,
    train_loss=1.5,
    valid_loss=1.25,
    history=(EpochLosses(1, 2.0, 1.5, 1e-3), EpochLosses(2, 1.5, 1.25, 1e-3)),
    parent=NamedCheckpoint("bachbot", "0123456789ab"),
)


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Path, RecurrentModel]:
    torch.manual_seed(1)
    model = RecurrentModel(CONFIG)
    path = tmp_path / "small.safetensors"
    save_checkpoint(path, model, CARD)
    return path, model


def recorded(path: Path, **changes: object) -> None:
    """Put a card there that says otherwise."""
    card = json.dumps(card_record(CARD) | changes)
    save_file(load_file(path), path, metadata={"format": FORMAT, "card": card})


def test_a_checkpoint_comes_back_as_it_was_stored(stored) -> None:
    path, model = stored
    again, card = load_checkpoint(path)
    assert card == CARD
    assert not again.training
    for name, tensor in model.state_dict().items():
        assert torch.equal(again.state_dict()[name], tensor.half().float())
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_weights_too_large_for_half_precision_keep_the_one_they_have(stored) -> None:
    path, model = stored
    large = next(iter(model.state_dict()))
    model.state_dict()[large].fill_(1e6)
    save_checkpoint(path, model, CARD)
    assert load_file(path)[large].dtype == torch.float32
    assert torch.equal(load_checkpoint(path)[0].state_dict()[large], model.state_dict()[large])


def test_the_same_model_and_card_give_the_same_bytes(stored) -> None:
    path, model = stored
    before = path.read_bytes()
    for _ in range(8):
        save_checkpoint(path, model, CARD)
        assert path.read_bytes() == before


def test_its_digest_is_of_all_its_bytes(stored) -> None:
    path, _ = stored
    assert checkpoint_digest(path) == hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def test_the_committed_checkpoint_says_what_it_is(checkpoint: Path) -> None:
    card = read_card(checkpoint)
    assert (card.system, card.split) == ("bachbot", "melody-family")
    assert card.valid_loss == min(epoch.valid_loss for epoch in card.history)
    assert "public domain" in card.data
    assert checkpoint.stat().st_size < 8_000_000


def test_a_missing_checkpoint_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no checkpoint at .*absent\.safetensors"):
        load_checkpoint(tmp_path / "absent.safetensors")


@pytest.mark.parametrize("kept", [0, 5, 300, -1])
def test_a_truncated_checkpoint_is_refused(stored, kept: int) -> None:
    path, _ = stored
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError, match=r"small\.safetensors is not a whole checkpoint"):
        load_checkpoint(path)


def test_somebody_elses_checkpoint_is_refused(stored) -> None:
    path, _ = stored
    weights = load_file(path)
    save_file(weights, path)
    with pytest.raises(InputError, match="not a checkpoint of this project: its format is None"):
        load_checkpoint(path)
    for card in ({}, {"card": "{"}, {"card": "{}"}):
        save_file(weights, path, metadata={"format": FORMAT, **card})
        with pytest.raises(InputError, match="damaged card"):
            load_checkpoint(path)


def test_a_card_that_does_not_fit_its_weights_is_refused(stored) -> None:
    path, model = stored
    save_checkpoint(path, model, replace(CARD, model=replace(CONFIG, hidden=7)))
    with pytest.raises(InputError, match="not as its card says") as refusal:
        load_checkpoint(path)
    assert "\n" not in str(refusal.value)
    recorded(path, model={**model_record(CONFIG), "depth": 7})
    with pytest.raises(InputError, match="has a damaged card: "):
        load_checkpoint(path)


def test_a_checkpoint_cut_off_while_it_was_written_leaves_the_one_before(stored, monkeypatch) -> None:
    path, model = stored
    before = path.read_bytes()

    def full(aside: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generators.files.writing.os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        save_checkpoint(path, model, replace(CARD, epoch=3))
    assert path.read_bytes() == before
    assert read_card(path) == CARD


@pytest.mark.parametrize("part", ["model", "encoding"])
def test_a_model_or_encoding_of_another_name_is_refused(stored, part: str) -> None:
    path, _ = stored
    recorded(path, **{part: card_record(CARD)[part] | {"name": "other"}})
    with pytest.raises(InputError, match=r"small\.safetensors has a .*card.*'other'"):
        load_checkpoint(path)


def test_an_older_card_says_by_other_words_how_the_learning_rate_falls(stored) -> None:
    path, _ = stored
    recorded(path, recipe={"epochs": 40, "halve_every": 3, "batch": 20})
    assert read_card(path).recipe == Recipe(epochs=40, decay=0.5, decay_every=3, batch=20)


def test_weights_that_are_no_numbers_are_refused(stored) -> None:
    path, model = stored
    model.output.bias.data[0] = float("nan")
    save_checkpoint(path, model, CARD)
    with pytest.raises(InputError, match="not finite"):
        load_checkpoint(path)
