"""The published tables that can be shown beside a study's own."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from evaluation.answers.kinds.discrimination.published import Published, read_published

FILES = {"thesis": "bachbot-thesis.json", "notebook": "bachbot-notebook.json"}


def titles() -> dict[str, str]:
    """The tables' titles, by their names."""
    return {name: _read(file).title for name, file in FILES.items()}


def published(name: str) -> Published | None:
    """The table of that name, one of FILES; None if the name is empty."""
    return _read(FILES[name]) if name else None


@cache
def _read(file: str) -> Published:
    return read_published(settings.ROOT / "fixtures" / "published" / file)
