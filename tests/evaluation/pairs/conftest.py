"""Fixtures of pairs by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generators.pieces import Piece
from tests.evaluation.pairs import cast


@pytest.fixture
def chorale() -> Piece:
    """Two bars in C major, 4 seconds long, with a fermata at the end."""
    return cast.chorale()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two pairs."""
    return cast.folder_of_pairs(tmp_path / "small")


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces a text in a file of the folder."""
    return cast.editor(folder)
