"""The analyze command as a person types it."""

import json
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from generators.command_line import main

CASES = Path(__file__).parents[2] / "cases" / "answers"
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
    assert out.startswith("Too early to say: 2 answers by 1 listener on 2 pairs so far")
    assert (
        "Share of right answers on the very pairs that were heard, so far. Other pairs may come out otherwise." in out
    )
    assert "SATB     n = 2       n = 2       no answers" in out
    assert "Left out: 1 too fast." in out
    assert "Left out: 1 by simulated listeners." in out


def test_an_estimate_stands_with_interval_and_count(tmp_path, capsys):
    """Twelve listeners of one answer, half of them right: Wilson's interval with t of 11 and n - 1."""
    path = tmp_path / "answers.csv"
    lines = [f"{n},{n},novice,SATB,p{n},A,{'AB'[n % 2]},{str(n % 2 == 0).lower()},40,false," for n in range(12)]
    path.write_text("\n".join([HEADER, *lines]))
    assert analyze(str(path)) == 0
    assert "SATB     50.0 % (22.4–77.6 %, n = 12)  50.0 % (22.4–77.6 %, n = 12)  no answers" in capsys.readouterr().out


def test_json_has_a_cell_for_every_variant_and_experience(answers, capsys):
    assert analyze(answers, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    cells = {(cell["variant"], cell["experience"]): cell for cell in report["cells"]}
    assert len(cells) == 3 * 5
    assert (cells["SATB", "novice"]["successes"], cells["SATB", "novice"]["count"]) == (1, 2)
    assert cells["S", "expert"]["value"] is None
    assert report["excluded"] == {"too_fast": 1}
    assert report["listeners"] == "people"
    assert report["estimand"].startswith("right answers on the very pairs that were heard, so far")
    assert (cells["SATB", "novice"]["listeners"], cells["SATB", "novice"]["pairs"]) == (1, 2)


def test_simulated_listeners_are_shown_on_request(answers, capsys):
    assert analyze(answers, "--listeners", "simulated", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["listeners"], report["other_listeners"]) == ("simulated", 3)


def test_a_missing_file_is_one_line_and_code_2(tmp_path, capsys):
    assert analyze(str(tmp_path / "none.csv")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_same_pair_answered_again_by_one_listener_is_said(capsys):
    assert analyze(str(CASES / "dup.csv")) == 0
    assert "Counted: 1 answer by a listener who had answered about the same pair before." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            "onelistener",
            "Too early to say: 30 answers by 1 listener on 3 pairs so far, and a verdict takes at least 10 l",
        ),
        (
            "onepair",
            "Too early to say: 100 answers by 100 listeners on 1 pair so far, and a verdict takes at least 6 p",
        ),
        ("allA", "Undecided: on these 20 pairs, so far, 60.0 % of 200 answers by 41 listeners are right"),
        ("empty", "No answers to judge by yet."),
    ],
)
def test_no_ability_is_claimed_of_what_shows_none(capsys, case, sentence):
    assert analyze(str(CASES / f"{case}.csv")) == 0
    said = capsys.readouterr().out
    assert said.startswith(sentence)
    assert "better than guessing" not in said


@pytest.mark.parametrize("case", ["strid", "level", "nolevel", "notime", "floats", "decimalcomma", "namibia"])
def test_ordinary_tables_of_others_are_read(capsys, case):
    assert analyze(str(CASES / f"{case}.csv"), "--json") == 0
    overall = json.loads(capsys.readouterr().out)["cells"][-1]
    assert (overall["successes"], overall["count"]) == ((3, 3) if case == "namibia" else (1, 1))


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("nan", "nan.csv, line 2: excluded is 'nan', not one of no, yes, or a reason such as too_fast"),
        (
            "yesno",
            "yesno.csv, line 1: there is no column pair, human_side, choice among answer, listener, song, is_mach",
        ),
    ],
)
def test_what_cannot_be_known_is_refused_in_a_line(capsys, case, message):
    assert analyze(str(CASES / f"{case}.csv")) == 2
    assert message in capsys.readouterr().err
