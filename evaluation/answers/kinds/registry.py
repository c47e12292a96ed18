"""The kinds of answers by name, and the kind of a table."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import Any

from evaluation.answers.kinds import DISCRIMINATION, KINDS
from evaluation.answers.kinds.kind import AnswerKind


def answer_kind(name: str) -> AnswerKind[Any, Any]:
    """The kind of that name, one of KINDS."""
    kind: AnswerKind[Any, Any] = import_module(f"{KINDS[name]}.kind").KIND
    return kind


def kind_with(columns: Collection[str]) -> AnswerKind[Any, Any]:
    """The kind whose columns are all there; discrimination if there is none."""
    kinds = map(answer_kind, KINDS)
    return next((kind for kind in kinds if set(kind.needed) <= set(columns)), answer_kind(DISCRIMINATION))
