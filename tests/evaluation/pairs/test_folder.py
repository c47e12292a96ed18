"""The folder of pairs: whole or not there at all, and what the site reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.pairs import folder as writing
from evaluation.pairs.folder import read_pairs, write_folder
from evaluation.pairs.records import Candidate, Pair
from evaluation.pairs.rule import Measures
from generators.errors import InputError

Q = 480


@pytest.fixture
def pair(hymn) -> Pair:
    machine = hymn(20, (16, 20), title="Bot", step=1)
    measures = Measures(0.5, 3, "10.7", 1.0)
    candidate = Candidate("bot-7", "SATB", "", 7, 0.9, -0.51239, machine, measures, "kept")
    return Pair("satb-01", "SATB", "10.7", hymn(24, (16, 24), title="Bäch"), machine, candidate, "66.6", 16 * Q)


def test_what_is_written_is_what_the_site_reads(tmp_path: Path, pair: Pair) -> None:
    write_folder(tmp_path / "made", [pair.of_system("bot")], [pair.candidate.row()], {"pairs": 1})
    (read,) = read_pairs(tmp_path / "made")
    assert (read.name, read.variant, read.tune, read.length) == ("satb-01", "SATB", "10.7", 16 * Q)
    assert read.human.music == replace(pair.human, source="")
    assert read.machine.music == replace(pair.machine, source="")
    assert (read.human.origin, read.human.title, read.human.source) == ("human", "Bäch", "source of Bäch")
    assert (read.machine.origin, read.machine.system, read.machine.seed) == ("machine", "bot", 7)
    assert [path.name for path in tmp_path.iterdir()] == ["made"]
    assert (tmp_path / "made/candidates.csv").read_text().splitlines()[
        1
    ] == "bot-7,SATB,,7,0.9,-0.5124,0.5000,3,10.7,1,kept"


def test_nothing_is_left_half_written_when_writing_fails(tmp_path: Path, pair: Pair, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_table", full)
    with pytest.raises(OSError, match="No space left"):
        write_folder(tmp_path / "made", [pair.of_system("bot")], [pair.candidate.row()], {})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_refused_and_left_alone(tmp_path: Path, pair: Pair) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="exists already: choose another folder"):
        write_folder(tmp_path, [pair.of_system("bot")], [pair.candidate.row()], {})
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
