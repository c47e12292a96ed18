"""The compare command as a person types it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from generators.command_line import main
from generators.files.writing import write_piece


@pytest.fixture
def folders(tmp_path, hymn) -> dict[str, Path]:
    """Hymns that begin on one chord or on another."""
    for step, name in enumerate(("first", "second")):
        for quarters in range(4, 12):
            write_piece(hymn(quarters, step=step), tmp_path / name / str(quarters))
    (tmp_path / "empty").mkdir()
    return {name: tmp_path / name for name in ("first", "second", "empty")}


def compare(first: Path, second: Path, *options: str) -> int:
    words = ["compare", "--held-out", str(first), "--candidates", str(second), "--permutations", "1", "--folds", "2"]
    return main("evaluation", "", COMMANDS, [*words, *options])


def test_the_text_has_verdicts_what_they_rest_on_and_distances(folders, capsys) -> None:
    assert compare(folders["first"], folders["second"]) == 0
    text = capsys.readouterr().out
    for words in (
        "candidates  linear ",
        "candidates  trees ",
        "What tells the set from real music",
        "average interval, Wasserstein",
    ):
        assert words in text
    signed = r"compare\|first:8\|digest:\w{16}\|without:none\|folds:2\|permutations:1\|seed:1\|v:3"
    assert re.fullmatch(f"candidates: {signed}", text.splitlines()[-1])


def test_json_says_the_same_twice(folders, capsys) -> None:
    texts = []
    for _ in range(2):
        assert compare(folders["first"], folders["second"], "--json") == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    result = json.loads(texts[0])
    assert [each["classifier"] for each in result["verdicts"]] == ["linear", "trees"]
    first = result["verdicts"][0]
    assert first["auc_low"] <= first["auc"] <= first["auc_high"]
    assert (first["real"], first["pieces"]) == (8, 8)


@pytest.mark.parametrize(
    ("second", "options", "words"),
    [
        ("empty", (), "holds no MIDI or MusicXML"),
        ("second", ("--folds", "5"), "5 folds need 10 pieces of each set: the first has 8"),
        ("second", ("--folds", "1"), "at least 2"),
        ("second", ("--without", "tempo"), "no feature 'tempo'"),
    ],
)
def test_what_cannot_be_compared_is_one_line(folders, capsys, second, options, words) -> None:
    assert compare(folders["first"], folders[second], *options) == 2
    lines = capsys.readouterr().err.splitlines()
    assert words in lines[-1]
    assert len(lines) <= 2  # one may say what was read
