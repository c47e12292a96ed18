"""Training a system: epochs over its corpus, the best checkpoint kept, and every epoch a place to go on from."""

from __future__ import annotations

import json
import os
import pickle
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from generators.errors import InputError
from generators.models.recurrent import RecurrentModel, detach
from generators.systems.system import System
from generators.training.batches import stream_batches
from generators.training.checkpoints import Card, save_checkpoint
from generators.training.history import Epoch, write_history
from generators.training.loss import mean_loss
from generators.training.recipe import Recipe

Sequences = Sequence[NDArray[np.int64]]


@dataclass(frozen=True)
class Data:
    """What a system learns from, as tokens, and where it came from."""

    split: str
    train: Sequences
    valid: Sequences


def train(system: System, data: Data, folder: Path, device: str, report: Callable[[str], None]) -> Path:
    """Train the system, or go on where a training in `folder` was stopped; returns the checkpoint's path.

    Writes into `folder`: checkpoint.safetensors (the epoch with the best validation loss), history.csv, history.svg,
    and state.pt, from which a killed training goes on to the same curve. Raises InputError if the folder holds a
    training of something else.
    """
    recipe = system.recipe
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    model = RecurrentModel(system.model).to(torch.device(device))
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe.learning_rate)
    settings = {"system": system.name, "split": data.split, "recipe": asdict(recipe), "model": asdict(system.model)}
    settings["encoding"] = asdict(system.encoding)
    history = _resume(folder / "state.pt", settings, model, optimizer)
    for number in range(len(history) + 1, recipe.epochs + 1):
        epoch = _run_epoch(model, optimizer, data, recipe, number)
        history.append(epoch)
        if epoch.valid_loss <= min(past.valid_loss for past in history):
            save_checkpoint(folder / "checkpoint.safetensors", model, _card(system, data, recipe, history))
        _save_state(folder / "state.pt", settings, model, optimizer, history)
        write_history(folder / "history.csv", history)
        report(
            f"epoch {number}/{recipe.epochs}  train {epoch.train_loss:.4f}  valid {epoch.valid_loss:.4f}  "
            f"{epoch.tokens_per_second:,.0f} tokens/s"
        )
    return folder / "checkpoint.safetensors"


def _run_epoch(
    model: RecurrentModel, optimizer: torch.optim.Optimizer, data: Data, recipe: Recipe, number: int
) -> Epoch:
    # Seeded anew each epoch, so that a resumed training draws the same order and the same dropout.
    torch.manual_seed(recipe.seed * 1_000_003 + number)
    rng = np.random.default_rng([recipe.seed, number])
    for group in optimizer.param_groups:
        group["lr"] = recipe.learning_rate_at(number)
    device = next(model.parameters()).device
    model.train()
    started, state, total, tokens = time.perf_counter(), None, 0.0, 0
    for inputs, targets in stream_batches(data.train, recipe.batch, recipe.steps, rng):
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=recipe.bfloat16):
            logits, state = model(inputs.to(device), state)
        loss = cross_entropy(logits.float().flatten(0, 1), targets.to(device).flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_value_(model.parameters(), recipe.clip)
        optimizer.step()
        state = detach(state)
        total += loss.item() * targets.numel()
        tokens += targets.numel()
    seconds = time.perf_counter() - started
    return Epoch(
        epoch=number,
        train_loss=total / tokens,
        valid_loss=mean_loss(model, data.valid),
        learning_rate=recipe.learning_rate_at(number),
        seconds=seconds,
        tokens_per_second=tokens / seconds,
    )


def _card(system: System, data: Data, recipe: Recipe, history: Sequence[Epoch]) -> Card:
    best = history[-1]
    return Card(
        system=system.name,
        model={"name": "recurrent", **asdict(system.model)},
        encoding={"name": system.encoding.name, **asdict(system.encoding)},
        recipe=asdict(recipe),
        data=system.data,
        split=data.split,
        seed=recipe.seed,
        epoch=best.epoch,
        train_loss=best.train_loss,
        valid_loss=best.valid_loss,
        history=[epoch.without_time() for epoch in history],
    )


def _save_state(
    path: Path, settings: dict[str, Any], model: RecurrentModel, optimizer: torch.optim.Optimizer, history: list[Epoch]
) -> None:
    aside = path.with_suffix(f".{os.getpid()}")
    record = {
        "settings": json.dumps(settings, sort_keys=True),
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "history": [asdict(epoch) for epoch in history],
    }
    torch.save(record, aside)
    os.replace(aside, path)


def _resume(
    path: Path, settings: dict[str, Any], model: RecurrentModel, optimizer: torch.optim.Optimizer
) -> list[Epoch]:
    """Bring model and optimizer to where the training in `path` stopped, and return its epochs."""
    if not path.exists():
        return []
    try:
        record = torch.load(path, weights_only=True, map_location=next(model.parameters()).device)
    except (RuntimeError, EOFError, OSError, LookupError, ValueError, pickle.UnpicklingError) as error:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise InputError(f"{path} cannot be gone on from, remove it to begin anew: {reason}") from None
    if not isinstance(record, dict) or "settings" not in record:
        raise InputError(f"{path} is not the state of a training, remove it to begin anew")
    if record["settings"] != json.dumps(settings, sort_keys=True):
        raise InputError(f"{path.parent} holds another training: {record['settings']}. Choose another folder")
    model.load_state_dict(record["model"])
    optimizer.load_state_dict(record["optimizer"])
    return [Epoch(**epoch) for epoch in record["history"]]


def choose_device(name: str) -> str:
    """`auto` → a GPU if torch has one, else the CPU. Raises InputError if the device asked for is not there."""
    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda" and not torch.cuda.is_available():
        raise InputError("no GPU here for --device cuda: choose from auto, cpu")
    return name
