"""The state of a training: what a killed one goes on from to the same curve."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict
from pathlib import Path

import torch

from generators.errors import InputError
from generators.files.writing import whole_file
from generators.models.network import LanguageModel
from generators.training.history import Epoch


def save_state(
    path: Path,
    settings: dict[str, object],
    model: LanguageModel,
    optimizer: torch.optim.Optimizer,
    history: list[Epoch],
) -> None:
    """Write the state, whole or not at all."""
    record = {
        "settings": json.dumps(settings, sort_keys=True),
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "history": [asdict(epoch) for epoch in history],
    }
    with whole_file(path) as file:
        torch.save(record, file)


def resume(
    path: Path, settings: dict[str, object], model: LanguageModel, optimizer: torch.optim.Optimizer
) -> list[Epoch]:
    """Bring model and optimizer to where the training in `path` stopped, and return its epochs.

    Raises InputError if the file is damaged or of a training with other settings.
    """
    if not path.exists():
        return []
    try:
        record = torch.load(path, weights_only=True, map_location=next(model.parameters()).device)
    except (RuntimeError, EOFError, OSError, LookupError, ValueError, pickle.UnpicklingError) as error:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise InputError(f"{path} cannot be gone on from, remove it to begin anew: {reason}") from None
    if not isinstance(record, dict) or "settings" not in record:
        raise InputError(f"{path} is not the state of a training, remove it to begin anew")
    stored = json.loads(record["settings"])
    others = differences(stored, settings)
    if others:
        raise InputError(f"{path.parent} holds another training ({', '.join(others)}). Choose another folder")
    model.load_state_dict(record["model"])
    optimizer.load_state_dict(record["optimizer"])
    return [Epoch(**epoch) for epoch in record["history"]]


def differences(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """Each setting in which the two differ, "batch 50, not 20"; settings within settings by themselves."""
    found = []
    plain, other = json.loads(json.dumps(one)), json.loads(json.dumps(other))
    for name in sorted(plain.keys() | other.keys()):
        first, second = plain.get(name), other.get(name)
        if isinstance(first, dict) and isinstance(second, dict):
            found += differences(first, second)
        elif first != second:
            found.append(f"{name} {_brief(first)}, not {_brief(second)}")
    return found


def _brief(value: object) -> str:
    return f"of {len(value)}" if isinstance(value, list) and len(value) > 3 else str(value)
