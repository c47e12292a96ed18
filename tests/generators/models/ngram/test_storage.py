"""What was counted, kept in a file: the model that comes back is the one that was stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from generators.checkpoints.card import Card
from generators.checkpoints.file import checkpoint_digest, read_card, read_weights, write_checkpoint
from generators.checkpoints.opening import open_checkpoint
from generators.encodings.chorale import ChoraleEncoding
from generators.errors import InputError
from generators.models.ngram.config import SMOOTHINGS, NGramConfig
from generators.models.ngram.model import counted, smoothed
from generators.models.ngram.storage import restored, stored

V = 261
LINES = [np.array(line) for line in ([0, 109, 95, 109, 95, 260, 109, 95], [0, 95, 95, 260, 95, 1], [0, 7], [0])]


def card(config: NGramConfig) -> Card:
    return Card(
        system="ngram",
        model=config,
        encoding=ChoraleEncoding(voice_order="BTAS", fermatas=False),
        recipe=None,
        data="chorales",
        split="demo",
        seed=1,
        epoch=1,
        train_loss=1.5,
        valid_loss=1.75,
    )


def kept(path: Path, config: NGramConfig) -> Path:
    write_checkpoint(path, stored(counted(LINES, config), V), card(config))
    return path


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
@pytest.mark.parametrize("order", [1, 2, 3, 12])
def test_the_model_comes_back_to_the_last_bit(order: int, smoothing: str, tmp_path: Path) -> None:
    config = NGramConfig(V, order, smoothing)
    path = kept(tmp_path / "small.safetensors", config)
    assert read_card(path) == card(config)
    model = restored(read_weights(path), config)
    expected = smoothed(counted(LINES, config), config)
    assert len(model.levels) == order
    for level, before in zip(model.levels, expected.levels, strict=True):
        for name in ("contexts", "gammas", "grams", "alphas"):
            np.testing.assert_array_equal(getattr(level, name), getattr(before, name))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_counts_are_kept_as_whole_numbers_of_the_smallest_type(tmp_path: Path) -> None:
    """Bigrams of LINES by hand: after 0 come 7, 95 and 109; the six tokens that occur are 0, 1, 7, 95, 109 and 260."""
    path = kept(tmp_path / "small.safetensors", NGramConfig(V, 2, "witten-bell"))
    arrays, read = load_file(path), read_weights(path)
    assert {name: value.dtype for name, value in read.items()} == {name: value.dtype for name, value in arrays.items()}
    assert arrays["seen"].tolist() == [0, 1, 7, 95, 109, 260]
    assert arrays["seen"].dtype == np.uint16
    assert {value.dtype for name, value in arrays.items() if name != "seen"} == {np.dtype(np.uint8)}
    assert arrays["1.last"].tolist() == [1, 2, 3, 4, 5]  # 0 is never predicted
    assert arrays["1.counts"].tolist() == [1, 1, 6, 3, 2]
    assert arrays["2.oldest"].tolist() == [0, 3, 4, 5]
    assert arrays["2.kinds"][0] == 3
    assert arrays["2.last"][:3].tolist() == [2, 3, 4]


def test_the_same_counts_give_the_same_bytes(tmp_path: Path) -> None:
    digests = {checkpoint_digest(kept(tmp_path / f"{number}.safetensors", NGramConfig(V, 3))) for number in range(8)}
    assert len(digests) == 1


@pytest.mark.parametrize(
    "damage",
    [
        {"2.last": np.array([1, 2], np.uint8)},
        {"2.kinds": np.array([3, 3], np.uint8)},
        {"2.extensions": np.array([4, 1], np.uint8)},
        {"2.counts": np.array([1], np.uint8)},
        {"1.counts": np.array([1, 0, 6, 3, 2], np.uint8)},
        {"1.last": np.array([1, 2, 3, 4, 200], np.uint8)},
        {"1.last": np.array([1, 2, 4, 3, 5], np.uint8)},
        {"1.last": np.array([1.0, 2.0, 3.0, 4.0, 5.0], np.float32)},
        {"seen": np.array([0, 1, 7, 95, 109, 300], np.uint16)},
        {"seen": np.array([], np.uint16)},
        {"2.counts": None},
    ],
)
def test_counts_that_do_not_fit_together_are_refused(damage: dict, tmp_path: Path) -> None:
    path = kept(tmp_path / "small.safetensors", NGramConfig(V, 2))
    weights = {name: value for name, value in (load_file(path) | damage).items() if value is not None}
    write_checkpoint(path, weights, read_card(path))
    with pytest.raises(InputError, match=r"small\.safetensors is not as its card says: ") as refusal:
        open_checkpoint(path)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("other", [{"order": 5}, {"order": 1}])
def test_a_card_that_does_not_fit_its_counts_is_refused(other: dict, tmp_path: Path) -> None:
    path = kept(tmp_path / "small.safetensors", NGramConfig(V, 2))
    before = read_card(path)
    write_checkpoint(path, read_weights(path), replace(before, model=replace(before.model, **other)))
    with pytest.raises(InputError, match=r"small\.safetensors is not as its card says: "):
        open_checkpoint(path)
