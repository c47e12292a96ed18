"""A number with what it counts."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """The count and the noun, in the plural by an s unless there is one: "1 pair", "2 pairs"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
