"""Training a system: epochs over its corpus, the best checkpoint kept, and every epoch a place to go on from."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from generators.checkpoints.card import Card
from generators.checkpoints.networks import save_checkpoint
from generators.checkpoints.records import origin_record
from generators.errors import InputError
from generators.models import architecture_of
from generators.models.devices import computes_in_bfloat16, memory_for
from generators.models.losses import mean_loss
from generators.models.network import LanguageModel, detach
from generators.models.rows import LEFT_OUT
from generators.systems.recipe import Recipe
from generators.systems.system import System
from generators.training.batches import epoch_batches
from generators.training.data import Data
from generators.training.history import Epoch, write_history
from generators.training.parents import Parent
from generators.training.resuming import resume, save_state

RHO, EPSILON = 0.95, 1e-6  # of Adadelta: M. Zeiler, 2012


def train(
    system: System,
    data: Data,
    folder: Path,
    device: str,
    report: Callable[[str], None],
    keep_every: int | None = None,
    parent: Parent | None = None,
) -> Path:
    """Train the system, or go on where a training in `folder` was stopped; returns the checkpoint's path.

    Writes into `folder`: checkpoint.safetensors (the epoch with the best validation loss), history.csv, history.svg,
    state.pt, from which a killed training goes on to the same curve, and, whatever its loss, every `keep_every`th epoch
    as epoch-NNNN.safetensors. Weights begin as those of `parent`, or by chance. Raises InputError if the folder holds a
    training of something else, if there is too little data or memory for the recipe, or if the loss is no number.
    """
    recipe = system.recipe
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    model = architecture_of(system.model).network().to(torch.device(device))
    if parent:
        model.load_state_dict(parent.weights)
    optimizer = _optimizer(model, recipe)
    begun = {"parent": asdict(parent.named)} if parent else {}
    settings = origin_record(system.name, data.split, system.model, system.encoding, recipe) | begun
    history = resume(folder / "state.pt", settings, model, optimizer)
    for number in range(len(history) + 1, recipe.epochs + 1):
        if _has_stopped_early(history, recipe):
            break
        with memory_for(recipe.batch, device):
            epoch = _run_epoch(model, optimizer, data, recipe, number)
        history.append(epoch)
        if epoch.valid_loss <= min(past.valid_loss for past in history):
            save_checkpoint(folder / "checkpoint.safetensors", model, _card(system, data, history, parent))
        if keep_every and number % keep_every == 0:
            save_checkpoint(folder / f"epoch-{number:04}.safetensors", model, _card(system, data, history, parent))
        save_state(folder / "state.pt", settings, model, optimizer, history)
        write_history(folder / "history.csv", history)
        report(
            f"epoch {number}/{recipe.epochs}  train {epoch.train_loss:.4f}  valid {epoch.valid_loss:.4f}  "
            f"{epoch.tokens_per_second:,.0f} tokens/s"
        )
    return folder / "checkpoint.safetensors"


def _has_stopped_early(history: Sequence[Epoch], recipe: Recipe) -> bool:
    if recipe.patience is None or not history:
        return False
    return len(history) - min(history, key=lambda epoch: epoch.valid_loss).epoch >= recipe.patience


def _optimizer(model: LanguageModel, recipe: Recipe) -> torch.optim.Optimizer:
    weights, rate, decay = model.parameters(), recipe.learning_rate, recipe.weight_decay
    if recipe.optimizer == "adadelta":
        return torch.optim.Adadelta(weights, lr=rate, rho=RHO, eps=EPSILON, weight_decay=decay)
    return torch.optim.Adam(weights, lr=rate, betas=recipe.betas, weight_decay=decay)


def _run_epoch(
    model: LanguageModel, optimizer: torch.optim.Optimizer, data: Data, recipe: Recipe, number: int
) -> Epoch:
    # Seeded anew each epoch, so that a resumed training draws the same order and the same dropout.
    torch.manual_seed(recipe.seed * 1_000_003 + number)
    for group in optimizer.param_groups:
        group["lr"] = recipe.learning_rate_at(number)
    device = next(model.parameters()).device
    model.train()
    started, state, total, tokens = time.perf_counter(), None, 0.0, 0
    for inputs, targets in epoch_batches(data.train, recipe, number):
        with torch.autocast(
            device.type, dtype=torch.bfloat16, enabled=recipe.bfloat16 and computes_in_bfloat16(device)
        ):
            nats, minimized, after = model.losses(inputs.to(device), targets.to(device), state)
        counted = int((targets != LEFT_OUT).sum())
        optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(minimized * counted if recipe.summed else minimized)
        _clip(model, recipe)
        optimizer.step()
        state = detach(after) if recipe.batches == "streams" else None
        total += nats.item() * counted
        tokens += counted
    seconds = time.perf_counter() - started
    loss = mean_loss(model, data.valid)
    if not math.isfinite(loss):
        raise InputError(f"the validation loss of epoch {number} is no finite number: this training cannot go on")
    return Epoch(
        epoch=number,
        train_loss=total / tokens,
        valid_loss=loss,
        learning_rate=recipe.learning_rate_at(number),
        seconds=seconds,
        tokens_per_second=tokens / seconds,
    )


def _clip(model: LanguageModel, recipe: Recipe) -> None:
    if recipe.clip is not None:
        torch.nn.utils.clip_grad_value_(model.parameters(), recipe.clip)
    if recipe.clip_norm is not None:
        torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip_norm)


def _card(system: System, data: Data, history: Sequence[Epoch], parent: Parent | None) -> Card:
    last = history[-1]
    return Card(
        system=system.name,
        model=system.model,
        encoding=system.encoding,
        recipe=system.recipe,
        data=data.about,
        split=data.split,
        seed=system.recipe.seed,
        epoch=last.epoch,
        train_loss=last.train_loss,
        valid_loss=last.valid_loss,
        history=tuple(epoch.losses for epoch in history),
        parent=parent.named if parent else None,
    )
