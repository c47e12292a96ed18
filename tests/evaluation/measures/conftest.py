"""Sets of hymns as a measure is given them, and its tables as people and programs read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from evaluation.measures.material import Item, Items, Material
from evaluation.measures.result import Result
from generators.encodings.notewise import NotewiseEncoding
from generators.pieces import Piece


@pytest.fixture
def material() -> Callable[..., Material]:
    """Makes what a report gives a measure; pieces are called by their set and number, and a machine wrote all."""

    def make(references: Sequence[Piece], held_out: Sequence[Piece], **sets: Sequence[Piece]) -> Material:
        return Material(
            sets={name: items(name, pieces) for name, pieces in sets.items()},
            held_out=items("real", held_out) if held_out else None,
            references=items("old", references) if references else None,
            encoding="notewise",
            lenient=True,
        )

    def items(name: str, pieces: Sequence[Piece]) -> Items:
        return Items(
            [
                Item(f"{name} {number}", piece, NotewiseEncoding().encode(piece), tuple("SATB"))
                for number, piece in enumerate(pieces)
            ]
        )

    return make


@pytest.fixture
def rows() -> Callable[..., list[list[str]]]:
    """The rows that people see of the table whose caption begins so, of one group."""

    def found(result: Result, caption: str, group: str = "") -> list[list[str]]:
        [table] = [each for each in (*result.tables, result.detail) if each.caption.startswith(caption) and each.seen]
        return table.groups()[group]

    return found
