"""A study as one file, to be kept and cited: all that was decided about it, and nothing that listeners did.

JSON; a study's and a block's fields by their names. Left out are the state, as what is made of a file is a draft, and
the seed: who has that and a listener's cookie knows on which side the human's music is.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction

from evaluation.answers.kinds import KINDS
from generators.counts import counted
from generators.errors import InputError
from turing.excerpts.models import Item
from turing.survey.follow_ups import check_follow_ups
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Block, Study
from turing.survey.sittings import available
from turing.survey.studies import check_fields, check_fillable

FORMAT = 1
SHOWN = 3  # items that an error names

Settings = Mapping[str, Any]


def _decided(model: type[models.Model], *others: str) -> dict[str, Any]:
    """The fields that hold what was decided, with what holds where nothing was; None: it must be said."""
    fields = [field for field in model._meta.concrete_fields if field.name not in ("id", *others)]
    return {field.name: field.get_default() if field.has_default() else None for field in fields}


STUDY = _decided(Study, "state", "seed", "created")
BLOCK = _decided(Block, "study", "position")


def settings_of(study: Study) -> Settings:
    """What a study's file says."""
    return {
        "format": FORMAT,
        **{name: getattr(study, name) for name in STUDY},
        "blocks": [_block_settings(block) for block in study.blocks.prefetch_related("items")],
    }


def _block_settings(block: Block) -> Settings:
    names: dict[str, list[str]] = {}
    for item in block.items.all():
        names.setdefault(item.collection, []).append(item.name)
    return {**{name: getattr(block, name) for name in BLOCK}, "items": names}


def written(said: Settings) -> str:
    """The file."""
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def read(text: str) -> Settings:
    """What a file says. Raises InputError if it is no study's."""
    try:
        said = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise InputError(f"no study's file of format {FORMAT}")
    return said


@transaction.atomic
def study_of(said: Settings) -> Study:
    """The study, as a draft. Raises InputError, and stores nothing, if it could not be run here."""
    fields = _fields(said, STUDY, "format", "blocks")
    blocks = said.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        raise InputError(f"blocks {blocks!r}: expected a list of one or more")
    study = Study(**fields, seed=secrets.randbits(63))
    check_fields(study)
    study.save()
    for position, block in enumerate(blocks, start=1):
        _add_block(study, position, block)
    check_fillable(study)
    return study


def _add_block(study: Study, position: int, said: object) -> None:
    if not isinstance(said, dict):
        raise InputError(f"block {position}: expected its fields by name")
    fields = _fields(said, BLOCK, "items")
    if fields["kind"] not in KINDS:
        raise InputError(f"kind {fields['kind']!r}: choose from {', '.join(KINDS)}")
    if not _is_plan(fields["plan"]):
        raise InputError(f"plan {fields['plan']!r}: expected a list of variants for each trial")
    if not _are_names(fields["follow_ups"]):
        raise InputError(f"follow_ups {fields['follow_ups']!r}: expected a list of names")
    fields["follow_ups"] = check_follow_ups(fields["follow_ups"])
    block = Block(study=study, position=position, **fields)
    check_fields(block)
    block.save()
    block.items.set(_items(said.get("items")))
    if other := [item.item for item in available(block) if not kind_named(block.kind).fits(item)]:
        names = ", ".join(map(str, Item.objects.filter(pk__in=other[:SHOWN])))
        raise InputError(f"{counted(len(other), 'item')} without {kind_named(block.kind).needs}: {names}")


def _fields(said: Settings, fields: Mapping[str, Any], *others: str) -> dict[str, Any]:
    """The values of those fields. Raises InputError if one that must be is not there, or there is another one."""
    if unknown := set(said) - set(fields) - set(others):
        names = ", ".join(sorted(unknown))
        raise InputError(f"unknown field {names}: choose from {', '.join([*others, *fields])}")
    values = {**fields, **{name: said[name] for name in fields if name in said}}
    for name, value in values.items():
        if value is None:
            raise InputError(f"{name} is not said")
    return values


def _is_plan(plan: object) -> bool:
    return isinstance(plan, list) and bool(plan) and all(slot and _are_names(slot) for slot in plan)


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _items(names: object) -> Sequence[Item]:
    """Raises InputError naming those that are not in the database."""
    if not isinstance(names, dict) or not all(isinstance(each, list) for each in names.values()):
        raise InputError(f"items {names!r}: expected lists of names by collection")
    wanted = [(collection, str(name)) for collection, each in names.items() for name in each]
    there = {(item.collection, item.name): item for item in Item.objects.filter(collection__in=names)}
    if missing := [f"{collection}/{name}" for collection, name in wanted if (collection, name) not in there]:
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        raise InputError(
            f"{counted(len(missing), 'item')} not here: {', '.join(missing[:SHOWN])}{more}; import the music first"
        )
    return [there[each] for each in wanted]
