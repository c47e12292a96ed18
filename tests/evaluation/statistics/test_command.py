"""The analyze command as a person types it."""

import json

import pytest

from evaluation.__main__ import COMMANDS
from generators.command_line import main

HEADER = "answer,listener,experience,variant,pair,human_side,choice,correct,seconds,simulated,excluded"
LINES = [
    "1,1,novice,SATB,one,A,A,true,40,false,",
    "2,1,novice,SATB,two,B,A,false,40,false,",
    "3,1,novice,S,three,B,B,true,1,false,too_fast",
    "4,2,expert,S,three,B,B,true,40,true,",
]


def analyze(*options: str) -> int:
    return main("evaluation", "", COMMANDS, ["analyze", *options])


@pytest.fixture
def answers(tmp_path) -> str:
    path = tmp_path / "answers.csv"
    path.write_text("\n".join([HEADER, *LINES]))
    return str(path)


def test_the_table_shows_accuracy_interval_and_count_and_what_was_left_out(answers, capsys):
    assert analyze(answers) == 0
    out = capsys.readouterr().out
    assert out.startswith("Too early to say: 2 answers so far")
    assert "SATB     50.0 % (9.5–90.5 %, n = 2)  50.0 % (9.5–90.5 %, n = 2)  no answers" in out
    assert "Left out: 1 too fast." in out
    assert "Left out: 1 by simulated listeners." in out


def test_json_has_a_cell_for_every_variant_and_experience(answers, capsys):
    assert analyze(answers, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    cells = {(cell["variant"], cell["experience"]): cell for cell in report["cells"]}
    assert len(cells) == 3 * 5
    assert (cells["SATB", "novice"]["successes"], cells["SATB", "novice"]["count"]) == (1, 2)
    assert cells["S", "expert"]["value"] is None
    assert report["excluded"] == {"too_fast": 1}
    assert report["listeners"] == "people"


def test_simulated_listeners_are_shown_on_request(answers, capsys):
    assert analyze(answers, "--listeners", "simulated", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["listeners"], report["other_listeners"]) == ("simulated", 3)


def test_a_missing_file_is_one_line_and_code_2(tmp_path, capsys):
    assert analyze(str(tmp_path / "none.csv")) == 2
    assert capsys.readouterr().err.count("\n") == 1
