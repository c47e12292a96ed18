"""The published tables that can be shown beside a study's own."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from evaluation.answers.kinds.discrimination.published import Published, read_published

FILES = {"thesis": "bachbot-thesis.json", "notebook": "bachbot-notebook.json"}


@cache
def published(name: str) -> Published:
    """The table of that name, one of FILES."""
    return read_published(settings.ROOT / "fixtures" / "published" / FILES[name])
