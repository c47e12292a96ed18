"""Four bars for four voices, an imitation of them, a folder of pairs made of the two, and a store of clips."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generators.pieces import Piece
from tests.evaluation.pairs import cast
from turing.excerpts.store import Store


@pytest.fixture
def chorale() -> Piece:
    """Two bars in C major, 4 seconds long, with a fermata at the end."""
    return cast.chorale()


@pytest.fixture
def imitation() -> Piece:
    """The same with another alto, at another tempo."""
    return cast.imitation()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store([tmp_path / "store"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two pairs."""
    return cast.folder_of_pairs(tmp_path / "small")


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces a text in a file of the folder."""
    return cast.editor(folder)
