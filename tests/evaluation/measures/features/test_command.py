"""The features command as a person types it."""

from __future__ import annotations

import csv
import json
import os

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.measures.features.features import FEATURES
from evaluation.measures.features.sets import columns
from generators.command_line import main
from generators.files.writing import write_piece


def features(*words: object) -> int:
    return main("evaluation", "", COMMANDS, ["features", "--candidates", *map(str, words)])


@pytest.fixture
def folder(tmp_path, hymn):
    """Two hymns, and one of them again."""
    for name, quarters in (("long", 12), ("short", 8), ("short again", 8)):
        write_piece(hymn(quarters), tmp_path / "hymns" / name)
    return tmp_path / "hymns"


def test_the_table_has_each_piece_once_and_the_means(folder, capsys) -> None:
    assert features(folder) == 0
    text = capsys.readouterr().out
    lines = text.splitlines()
    assert [line.split()[0].rpartition("/")[2] for line in lines[2:4]] == ["long.musicxml", "short.musicxml"]
    assert any(line.startswith("(1) pitch-class entropy, bits  ") for line in lines)
    assert any(line.split() == ["durations:", "1", "100.0", "%"] for line in lines)
    assert "candidates: left out, with the notes of an earlier piece: 1" in lines


def test_json_has_definitions_values_and_means(folder, capsys) -> None:
    assert features(folder, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert [each["feature"] for each in result["means"]] == [name for each in FEATURES for name in columns(each)]
    assert [piece["polyphony"] for piece in result["pieces"]] == [4, 4]
    assert [piece["notes per quarter"] for piece in result["pieces"]] == [4, 4]
    means = {each["feature"]: each["mean"] for each in result["means"]}
    assert means["bar repetition"] == pytest.approx((2 / 3 + 1 / 2) / 2)  # the same bar 3 times and twice
    assert sum(mean for name, mean in means.items() if name.startswith("pitch classes: ")) == pytest.approx(1)


def test_csv_has_a_column_a_number_and_an_empty_cell_where_undefined(tmp_path, hymn) -> None:
    path = write_piece(hymn(1), tmp_path / "short")
    assert features(path, "--csv", tmp_path / "table.csv") == 0
    with (tmp_path / "table.csv").open() as file:
        [row] = csv.DictReader(file)
    assert row["piece"] == str(path)
    assert row["melodic intervals: +2"] == row["groove consistency"] == ""
    assert row["durations: 1"] == "1.0"
    assert float(row["pitch range"]) == 24  # 48 to 72


def test_a_name_that_is_not_utf_8_is_printed_as_it_is(tmp_path, hymn, capsysbinary) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.mid"
    os.rename(write_piece(hymn(8), tmp_path / "cafe").with_suffix(".mid"), name)
    assert features(os.fsdecode(name)) == 0
    assert name in capsysbinary.readouterr().out


def test_what_cannot_be_read_is_one_line(tmp_path, capsys) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.mid").write_bytes(b"no music")
    for path, words in (
        ("empty", "holds no MIDI"),
        ("broken.mid", "broken.mid"),
        ("absent.mid", "absent.mid: no such file"),
    ):
        assert features(tmp_path / path) == 2
        error = capsys.readouterr().err
        assert words in error
        assert error.count("\n") == 1
