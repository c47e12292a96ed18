"""Counts in words."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with what it counts: `1 note`, `1,204 notes`. plural: where it is not the noun with an s."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
