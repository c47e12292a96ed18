"""Sets of hymns as a report reads them, and a page's elements as a reader finds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from lxml import etree

from evaluation.measures.material import Item
from evaluation.outputs.html import Section
from evaluation.report.material import Material
from generators.encodings.notewise import NotewiseEncoding
from generators.pieces import Piece


@pytest.fixture
def material() -> Callable[..., Material]:
    """Makes what a report is about; pieces are called by their set and number, and a machine wrote all of them."""

    def make(references: Sequence[Piece], held_out: Sequence[Piece], **sets: Sequence[Piece]) -> Material:
        return Material(
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


@pytest.fixture
def read() -> Callable[[Section], str]:
    """All that a section says."""

    def text(section: Section) -> str:
        return " ".join(
            " ".join(etree.tostring(part, encoding="unicode", method="text") for part in section.body).split()
        )

    return text


@pytest.fixture
def rows() -> Callable[[Section, str], list[list[str]]]:
    """The rows of the table whose caption begins so."""

    def found(section: Section, caption: str) -> list[list[str]]:
        [table] = [
            table
            for part in section.body
            for table in part.iter("table")
            if "".join(table.find("caption").itertext()).startswith(caption)
        ]
        return [["".join(cell.itertext()) for cell in row] for row in table.find("tbody")]

    return found
