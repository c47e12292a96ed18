"""The folder of pairs: whole or not there at all, and what the site reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.pairs import folder as writing
from evaluation.pairs.folder import Pair, human_side, machine_side, read_pairs, write_folder
from generators.errors import InputError

Q = 480


@pytest.fixture
def pair(hymn) -> Pair:
    human = hymn(24, (16, 24), title="Bäch")
    machine = machine_side("bot-7", hymn(20, (16, 20), title="Bot", step=1), "bot", 7)
    return Pair("satb-01", "SATB", "10.7", human_side("bwv66.6", human, human.source, "CC0"), machine, 16 * Q)


ROW = {"candidate": "bot-7", "verdict": "kept"}


def test_what_is_written_is_what_the_site_reads(tmp_path: Path, pair: Pair) -> None:
    write_folder(tmp_path / "made", [pair], [ROW], {"pairs": 1})
    (read,) = read_pairs(tmp_path / "made")
    assert (read.name, read.variant, read.tune, read.length) == ("satb-01", "SATB", "10.7", 16 * Q)
    assert read.human.music == replace(pair.human.music, source="")
    assert read.machine.music == replace(pair.machine.music, source="")
    assert (read.human.origin, read.human.title, read.human.source) == ("human", "Bäch", "source of Bäch")
    assert (read.machine.origin, read.machine.system, read.machine.seed) == ("machine", "bot", 7)
    assert [path.name for path in tmp_path.iterdir()] == ["made"]
    assert (tmp_path / "made/candidates.csv").read_text() == "candidate,verdict\nbot-7,kept\n"


def test_an_opening_is_written_and_read_and_has_a_column_only_where_there_is_one(tmp_path: Path, pair: Pair) -> None:
    after_opening = replace(pair, name="satb-02", human_start=4 * Q, length=12 * Q, opening=4 * Q)
    write_folder(tmp_path / "with", [pair, after_opening], [ROW], {})
    write_folder(tmp_path / "without", [pair], [ROW], {})
    assert [each.opening for each in read_pairs(tmp_path / "with")] == [0, 4 * Q]
    header, *lines = (tmp_path / "with" / "pairs.csv").read_text().splitlines()
    assert header == "pair,variant,tune,human,machine,human_start,machine_start,length,opening"
    assert lines[1].endswith(",4,0,12,4")
    assert (tmp_path / "without" / "pairs.csv").read_text() == (
        "pair,variant,tune,human,machine,human_start,machine_start,length\nsatb-01,SATB,10.7,bwv66.6,bot-7,0,0,16\n"
    )


def test_the_opening_is_what_stands_before_the_human_s_start(pair: Pair) -> None:
    after_opening = replace(pair, human_start=4 * Q, length=12 * Q, opening=3 * Q)
    opening = after_opening.opening_in(pair.human.music)
    (soprano, *_), (whole, *_) = opening.voices, pair.human.music.voices
    heard = [(note.onset - Q, note.pitch) for note in whole.notes if Q <= note.onset < 4 * Q]
    assert (opening.length, [(note.onset, note.pitch) for note in soprano.notes]) == (3 * Q, heard)


def test_nothing_is_left_half_written_when_writing_fails(tmp_path: Path, pair: Pair, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_table", full)
    with pytest.raises(OSError, match="No space left"):
        write_folder(tmp_path / "made", [pair], [ROW], {})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_refused_and_left_alone(tmp_path: Path, pair: Pair) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="exists already: choose another folder"):
        write_folder(tmp_path, [pair], [ROW], {})
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
