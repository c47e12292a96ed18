"""Which chorales a model learns from and which it never sees: lists of BWV numbers, made once and kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generators.corpora.corpus import PARTS, TEST, TRAIN, VALID
from generators.errors import InputError
from generators.pieces import Piece

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Split:
    name: str
    description: str
    train: tuple[str, ...]  # BWV numbers
    valid: tuple[str, ...]
    test: tuple[str, ...]

    @property
    def held_out(self) -> tuple[str, ...]:
        """What training never learns from; `valid` only says when to stop."""
        return self.valid + self.test

    def part(self, name: str) -> tuple[str, ...]:
        """The numbers of the part train, valid or test."""
        return {TRAIN: self.train, VALID: self.valid, TEST: self.test}[name]


def split_names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def load_split(name: str) -> Split:
    """A stored split. Raises InputError naming those there are."""
    path = FOLDER / f"{name}.json"
    if name not in split_names():
        raise InputError(f"no split {name!r}: choose from {', '.join(split_names())}")
    record = json.loads(path.read_text())
    return Split(name, record["description"], *(tuple(record[part]) for part in PARTS))


def pick(chorales: Mapping[str, Piece], bwvs: tuple[str, ...]) -> list[Piece]:
    """The chorales of those numbers, in that order."""
    return [chorales[bwv] for bwv in bwvs]
