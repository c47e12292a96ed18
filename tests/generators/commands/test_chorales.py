"""Chorales as files: each part of a split in its folder, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generators.__main__ import COMMANDS
from generators.command_line import main
from generators.corpora.chorales.splits import load_split
from generators.corpora.corpus import PARTS
from generators.files import read_piece
from generators.pieces import Piece


def test_every_chorale_of_a_split_is_written_and_read_again(
    chorales: Mapping[str, Piece], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    split = load_split("melody-family")
    assert main("generators", "", COMMANDS, ["chorales", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("chorales\n") == 3
    for part in PARTS:
        written = {path.stem.removeprefix("bwv") for path in (tmp_path / part).iterdir()}
        assert written == set(getattr(split, part))
    bwv = split.test[0]
    again = read_piece(tmp_path / "test" / f"bwv{bwv}.musicxml")
    assert (again.voices, again.title) == (chorales[bwv].voices, f"BWV {bwv}")


def test_a_split_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("generators", "", COMMANDS, ["chorales", "--out", str(tmp_path), "--data", "chorales:mine"]) == 2
    assert "no split 'mine': choose from bachbot" in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]
