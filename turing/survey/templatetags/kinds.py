"""The kinds of trial, for pages that speak of all of them."""

from __future__ import annotations

from django import template

from evaluation.answers.kinds import KINDS
from turing.survey.kinds.registry import kind_named

register = template.Library()


@register.simple_tag
def each_kinds(name: str) -> list[str]:
    """The template of that name of every kind, in the order of KINDS."""
    return [kind_named(kind).template(name) for kind in KINDS]
