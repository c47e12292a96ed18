"""Training a tiny BachBot on a few chorales."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from generators.checkpoints.file import read_card
from generators.checkpoints.networks import load_checkpoint
from generators.corpora.tokens import encode_normalized
from generators.encodings.chorale import VOCABULARY
from generators.encodings.pianoroll import PianorollEncoding
from generators.errors import InputError
from generators.models.biaxial.config import BiaxialConfig
from generators.models.devices import choose_device
from generators.models.losses import mean_loss, token_losses
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.models.transformer.config import TransformerConfig
from generators.pieces import Piece, cut
from generators.systems.bachbot import BACHBOT
from generators.systems.deep_jammer import DEEP_JAMMER
from generators.systems.recipe import Recipe
from generators.training import loop
from generators.training.batches import BAR
from generators.training.data import Data
from generators.training.history import Epoch, plot_losses
from generators.training.loop import train

EPOCHS = 3
TINY = replace(
    BACHBOT,
    model=RecurrentConfig(vocabulary=len(VOCABULARY), embedding=8, hidden=16, layers=2),
    recipe=Recipe(epochs=EPOCHS, batch=4, steps=64, decay_every=2),
)


class Killed(Exception):
    """The process is killed here."""


@pytest.fixture(scope="module")
def data(bach: Mapping[str, Piece]) -> Data:
    tokens = encode_normalized([cut(piece, 0, 16 * 480) for piece in list(bach.values())[:4]], TINY.encoding)
    return Data("demo", tokens[:3], tokens[3:], "four chorales")


@pytest.fixture(scope="module")
def unbroken(data: Data, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("unbroken")
    train(TINY, data, folder, "cpu", lambda line: None)
    return folder


def curve(folder: Path) -> list[tuple[str, str, str]]:
    with (folder / "history.csv").open() as file:
        return [(row["epoch"], row["train_loss"], row["valid_loss"]) for row in csv.DictReader(file)]


def same(folder: Path, other: Path) -> bool:
    """The same curve and the same checkpoint to the last byte."""
    name = "checkpoint.safetensors"
    return curve(folder) == curve(other) and (folder / name).read_bytes() == (other / name).read_bytes()


def test_the_loss_falls_and_the_best_epoch_is_kept(unbroken: Path, data: Data) -> None:
    losses = [float(valid) for _, _, valid in curve(unbroken)]
    assert len(losses) == EPOCHS
    assert losses[-1] < losses[0]
    card = read_card(unbroken / "checkpoint.safetensors")
    assert (card.epoch, card.valid_loss) == (losses.index(min(losses)) + 1, min(losses))
    model, card = load_checkpoint(unbroken / "checkpoint.safetensors")
    assert card.encoding == TINY.encoding
    assert mean_loss(model, data.valid) == pytest.approx(min(losses), rel=1e-4)  # its weights are in half precision


def test_a_training_killed_between_epochs_goes_on_to_the_same_result(data: Data, unbroken: Path, tmp_path) -> None:
    lines: list[str] = []

    def report(line: str) -> None:
        lines.append(line)
        if len(lines) == 2:
            raise Killed

    with pytest.raises(Killed):
        train(TINY, data, tmp_path, "cpu", report)
    train(TINY, data, tmp_path, "cpu", report)
    assert len(lines) == EPOCHS
    assert same(tmp_path, unbroken)


def test_a_training_killed_after_its_checkpoint_goes_on_to_the_same_result(
    data: Data, unbroken: Path, tmp_path, monkeypatch
) -> None:
    def killed(path: Path, *rest: object) -> None:
        path.with_suffix(".half").write_bytes(b"half a state")
        raise Killed

    monkeypatch.setattr(loop, "save_state", killed)
    with pytest.raises(Killed):
        train(TINY, data, tmp_path, "cpu", lambda line: None)
    monkeypatch.undo()
    train(TINY, data, tmp_path, "cpu", lambda line: None)
    assert same(tmp_path, unbroken)


def test_a_transformer_learns_from_windows_and_goes_on_after_a_kill_to_the_same_result(data: Data, tmp_path) -> None:
    gpt = replace(
        TINY,
        model=TransformerConfig(len(VOCABULARY), context=32, width=16, layers=1, heads=2, feed_forward=32),
        recipe=Recipe(epochs=3, batch=8, steps=32, batches="windows", epoch_tokens=2000, learning_rate=1e-2),
    )
    train(gpt, data, tmp_path / "unbroken", "cpu", lambda line: None)
    losses = [float(valid) for _, _, valid in curve(tmp_path / "unbroken")]
    assert losses[-1] < losses[0]

    def killed_after_two(line: str) -> None:
        if line.startswith("epoch 2"):
            raise Killed

    with pytest.raises(Killed):
        train(gpt, data, tmp_path / "killed", "cpu", killed_after_two)
    train(gpt, data, tmp_path / "killed", "cpu", lambda line: None)
    assert same(tmp_path / "unbroken", tmp_path / "killed")


def test_deep_jammers_model_learns_from_segments_by_adadelta(bach: Mapping[str, Piece], tmp_path: Path) -> None:
    rolls = encode_normalized([cut(piece, 0, 24 * 480) for piece in list(bach.values())[:4]], PianorollEncoding())
    jammer = replace(
        DEEP_JAMMER,
        model=BiaxialConfig(time_layers=(8,), note_layers=(8,)),
        recipe=replace(DEEP_JAMMER.recipe, epochs=3, epoch_tokens=None, batch=2, steps=2 * BAR),
    )
    train(jammer, Data("demo", rolls[:3], rolls[3:], "four chorales"), tmp_path, "cpu", lambda line: None)
    losses = [float(valid) for _, _, valid in curve(tmp_path)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.5 * np.log(3)


def test_what_is_minimized_may_be_the_sum_over_tokens(data: Data, tmp_path: Path, monkeypatch) -> None:
    gradients: list[torch.Tensor] = []
    monkeypatch.setattr(loop, "_clip", lambda model, recipe: gradients.append(model.output.bias.grad.clone()))
    for summed in (False, True):
        recipe = Recipe(epochs=1, batch=1, steps=10_000, summed=summed, bfloat16=False)
        train(replace(TINY, recipe=recipe), data, tmp_path / str(summed), "cpu", lambda line: None)
    tokens = sum(map(len, data.train)) - 1
    assert torch.allclose(gradients[1], tokens * gradients[0], rtol=1e-4)
    assert len(gradients) == 2


@pytest.mark.parametrize(("batch", "advice"), [(8, "try --batch 4"), (1, "try --preset small")])
def test_running_out_of_memory_names_the_batch_to_try(data, tmp_path, monkeypatch, batch: int, advice: str) -> None:
    monkeypatch.setattr(RecurrentModel, "losses", lambda *given: torch.empty(1 << 50))  # four million gigabytes
    system = replace(TINY, recipe=replace(TINY.recipe, batch=batch))
    with pytest.raises(InputError, match=f"a batch of {batch} does not fit into the memory of the cpu: {advice}"):
        train(system, data, tmp_path, "cpu", lambda line: None)

    def no_memory_on_gpu(*given: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(RecurrentModel, "losses", no_memory_on_gpu)
    with pytest.raises(InputError, match=advice):
        train(system, data, tmp_path, "cpu", lambda line: None)


def test_other_errors_of_torch_are_not_taken_for_a_lack_of_memory(data: Data, tmp_path: Path) -> None:
    with pytest.raises(IndexError):
        train(TINY, replace(data, train=[np.full(100, 400)]), tmp_path / "one", "cpu", lambda line: None)


def test_a_loss_that_is_no_number_ends_the_training(data: Data, tmp_path: Path) -> None:
    astray = replace(TINY, recipe=replace(TINY.recipe, learning_rate=float("inf")))
    with pytest.raises(InputError, match="the validation loss of epoch 1 is no finite number"):
        train(astray, data, tmp_path, "cpu", lambda line: None)
    assert not [*tmp_path.iterdir()]


def test_a_training_that_is_done_is_not_done_again(data: Data, unbroken: Path) -> None:
    before = (unbroken / "state.pt").stat().st_mtime_ns
    train(TINY, data, unbroken, "cpu", lambda line: pytest.fail("an epoch was run"))
    assert (unbroken / "state.pt").stat().st_mtime_ns == before


@pytest.mark.parametrize(("patience", "epochs", "best"), [(2, 4, 2), (3, 5, 2), (4, 6, 6), (None, 6, 6)])
def test_training_stops_when_validation_has_not_become_better_for_so_many_epochs(
    patience: int | None, epochs: int, best: int, data: Data, tmp_path: Path, monkeypatch
) -> None:
    losses, lines = iter([1.0, 0.8, 0.9, 0.85, 0.9, 0.7]), []
    monkeypatch.setattr(loop, "mean_loss", lambda model, sequences: next(losses))
    system = replace(TINY, recipe=replace(TINY.recipe, epochs=6, patience=patience))
    path = train(system, data, tmp_path, "cpu", lines.append)
    assert (len(lines), read_card(path).epoch) == (epochs, best)
    train(system, data, tmp_path, "cpu", lambda line: pytest.fail("an epoch was run after the end"))


def test_another_seed_gives_another_curve(data: Data, unbroken: Path, tmp_path) -> None:
    train(replace(TINY, recipe=replace(TINY.recipe, seed=2)), data, tmp_path, "cpu", lambda line: None)
    assert curve(tmp_path) != curve(unbroken)


def test_nothing_is_left_aside(unbroken: Path) -> None:
    assert {path.name for path in unbroken.iterdir()} == {
        "checkpoint.safetensors",
        "history.csv",
        "history.svg",
        "state.pt",
    }


def test_a_folder_that_holds_another_training_is_refused(data: Data, unbroken: Path) -> None:
    other = replace(TINY, recipe=replace(TINY.recipe, learning_rate=1e-3))
    with pytest.raises(InputError, match=r"holds another training \(learning_rate 0.002, not 0.001\)"):
        train(other, data, unbroken, "cpu", lambda line: None)


@pytest.mark.parametrize("damage", ["", "text", "truncated", "foreign"])
def test_a_damaged_state_is_refused(data: Data, unbroken: Path, tmp_path, damage: str) -> None:
    path = tmp_path / "state.pt"
    if damage == "truncated":
        path.write_bytes((unbroken / "state.pt").read_bytes()[:5000])
    elif damage == "foreign":
        torch.save([1, 2], path)
    else:
        path.write_text(damage)
    with pytest.raises(InputError, match=r"state\.pt .*remove it to begin anew"):
        train(TINY, data, tmp_path, "cpu", lambda line: None)
    assert not (tmp_path / "checkpoint.safetensors").exists()


def test_the_loss_of_a_piece_does_not_depend_on_its_batch(unbroken: Path, data: Data) -> None:
    model, _ = load_checkpoint(unbroken / "checkpoint.safetensors")
    together = token_losses(model, data.train)
    for sequence, losses in zip(data.train, together, strict=True):
        (alone,) = token_losses(model, [sequence])
        assert len(losses) == len(sequence) - 1
        assert losses == pytest.approx(alone, abs=1e-4)


def test_the_plot_marks_the_best_epoch() -> None:
    history = [Epoch(n, 1.0, loss, 1e-3, 1.0, 1.0) for n, loss in ((1, 0.9), (2, 0.5), (3, 0.6))]
    (axes,) = plot_losses(history).axes
    assert [text.get_text() for text in axes.texts] == ["0.500"]
    assert axes.get_ylabel() == "nats per token"


def test_a_gpu_that_is_not_there_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert choose_device("auto") == "cpu"
    with pytest.raises(InputError, match="no GPU here"):
        choose_device("cuda")
