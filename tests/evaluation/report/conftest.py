"""Sets of hymns as a report reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from evaluation.measures.material import Item
from evaluation.report.folder import Reported
from generators.encodings.notewise import NotewiseEncoding
from generators.pieces import Piece


@pytest.fixture
def reported() -> Callable[..., Reported]:
    """Makes what a report is about; pieces are called by their set and number, and a machine wrote all of them."""

    def make(references: Sequence[Piece], held_out: Sequence[Piece], **sets: Sequence[Piece]) -> Reported:
        return Reported(
            title="test",
            sets={name: items(name, pieces) for name, pieces in sets.items()},
            held_out=items("real", held_out),
            references=items("old", references),
            encoding="notewise",
            left_out=(),
        )

    def items(name: str, pieces: Sequence[Piece]) -> list[Item]:
        return [
            Item(f"{name} {number}", piece, NotewiseEncoding().encode(piece), tuple("SATB"))
            for number, piece in enumerate(pieces)
        ]

    return make
