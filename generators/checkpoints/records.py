"""Cards and what stands on them, as JSON has them: the only place where a configuration is a dictionary with a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from generators.checkpoints.card import Card, EpochLosses, NamedCheckpoint
from generators.encodings import Encoding, encoding_from, settings_of
from generators.errors import InputError
from generators.models import MODELS
from generators.models.architecture import Architecture
from generators.models.config import ModelConfig
from generators.systems.recipe import Recipe

Record = dict[str, object]


def card_record(card: Card) -> Record:
    others = {field.name: getattr(card, field.name) for field in fields(card)}
    trained = {
        "history": [asdict(epoch) for epoch in card.history],
        "parent": asdict(card.parent) if card.parent else None,
    }
    return others | trained | origin_record(card.system, card.split, card.model, card.encoding, card.recipe)


def origin_record(system: str, split: str, model: ModelConfig, encoding: Encoding, recipe: Recipe | None) -> Record:
    """Of a card, what was settled before training began."""
    return {
        "system": system,
        "split": split,
        "model": model_record(model),
        "encoding": settings_of(encoding),
        "recipe": asdict(recipe) if recipe else {},
    }


def model_record(model: ModelConfig) -> Record:
    return {"name": model.name, **asdict(model)}


def card_from(record: Mapping[str, Any]) -> Card:
    """The card. Raises InputError, KeyError, TypeError or ValueError if the record is of none."""
    model = dict(record["model"])
    typed = {
        "model": _kind_of(model.pop("name")).configured_by(**model),
        "encoding": encoding_from(record["encoding"]),
        "recipe": _recipe_from(record["recipe"]),
        "history": tuple(map(_losses_from, record["history"])),
        "parent": _parent_from(record.get("parent")),
    }
    return Card(**{**record, **typed})


def _kind_of(name: str) -> type[Architecture]:
    if name not in MODELS:
        raise InputError(f"no model {name!r}: choose from {', '.join(MODELS)}")
    return MODELS[name]


def _losses_from(record: Mapping[str, Any]) -> EpochLosses:
    """Older cards say how long an epoch took, too."""
    return EpochLosses(**{field.name: record[field.name] for field in fields(EpochLosses)})


def _parent_from(record: Mapping[str, str] | None) -> NamedCheckpoint | None:
    """Older cards do not speak of it."""
    return NamedCheckpoint(**record) if record else None


def _recipe_from(record: Mapping[str, Any]) -> Recipe | None:
    """Older cards call it `halve_every` how often the learning rate falls, then always by half."""
    renamed = {"decay_every" if name == "halve_every" else name: value for name, value in record.items()}
    return Recipe(**renamed) if renamed else None
