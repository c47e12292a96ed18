"""The kinds of trial by name, as they are installed."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from turing.survey.kinds.kind import Kind


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises LookupError if no installed app has it."""
    kind: Kind = import_module(f"{apps.get_app_config(name).name}.kind").KIND
    return kind
