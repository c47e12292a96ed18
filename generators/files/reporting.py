"""Telling people what reading their files left out or changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from generators.counts import counted

SINGLE = 5  # files: of more, what is told is summed up
LINES = 12  # that a summary has at most


def lines(changes: Mapping[str, Sequence[str]]) -> list[str]:
    """What is told of files, by their names: a line a file, or where there are many, the most frequent changes.

    Changes that differ in their numbers only count as one; each is shown as one of the files has it.
    """
    changed = {name: told for name, told in changes.items() if told}
    if len(changed) <= SINGLE:
        return [f"{name}: {'; '.join(told)}" for name, told in changed.items()]
    shown: dict[tuple[str, ...], tuple[str, str]] = {}
    counts: dict[tuple[str, ...], int] = {}
    for name, told in changed.items():
        for line in dict.fromkeys(told):
            kind = _kind(line)
            shown.setdefault(kind, (line, name))
            counts[kind] = counts.get(kind, 0) + 1
    often = sorted(shown, key=lambda kind: (-counts[kind], kind))
    summed = [f"in {counted(counts[kind], 'file')}: {shown[kind][0]} ({shown[kind][1]})" for kind in often[:LINES]]
    more = len(often) - LINES
    return [*summed, f"and {counted(more, 'other kind')} of changes"] if more > 0 else summed


def tell(changes: Mapping[str, Sequence[str]]) -> None:
    """Say on standard error what was left out or changed in which file."""
    for line in lines(changes):
        sys.stderr.write(f"changed in reading: {line}\n")


def _kind(line: str) -> tuple[str, ...]:
    """A line without its numbers, singular and plural alike."""
    return tuple(word.rstrip("s,.:;") for word in line.split() if not any(sign.isdigit() for sign in word))


def merged(*told: Iterable[str]) -> tuple[str, ...]:
    """All lines, each once."""
    return tuple(dict.fromkeys(line for each in told for line in each))
