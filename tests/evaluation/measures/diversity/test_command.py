"""The diversity command as a person types it; self-BLEU comes from nltk."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from nltk.translate.bleu_score import sentence_bleu

from evaluation.__main__ import COMMANDS
from evaluation.bleu import MAIA_WEIGHTS
from generators.command_line import main

LINES = ["a b c d e f g h i j k l", "a b c d e f g h i j k m", "a b c d e f g h i j k l"]


@pytest.fixture
def candidates(tmp_path) -> Path:
    path = tmp_path / "candidates.txt"
    path.write_text("\n".join(LINES) + "\n")
    return path


def diversity(*options: object) -> int:
    return main("evaluation", "", COMMANDS, ["diversity", *map(str, options)])


def test_json_has_every_figure(candidates, capsys):
    assert diversity("--candidates", candidates, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    split = [line.split() for line in LINES]
    assert report["pieces"][1]["bleu"] == sentence_bleu([split[0], split[2]], split[1], MAIA_WEIGHTS)
    (own,) = report["sets"]
    assert (own["distinct_1"], own["distinct_2"]) == (13 / 36, 12 / 36)
    assert report["duplicates"] == [
        {"set": "candidates", "piece": f"{candidates}:2", "of": f"{candidates}:1", "shared": 0.8, "equal": False},
        {"set": "candidates", "piece": f"{candidates}:3", "of": f"{candidates}:1", "shared": 1.0, "equal": True},
    ]
    assert report["comparisons"] == []


def test_collapse_is_said_in_words(candidates, tmp_path, capsys):
    real = tmp_path / "real.txt"
    real.write_text("\n".join(" ".join(str((k * k * step) % 97) for k in range(12)) for step in range(1, 31)) + "\n")
    assert diversity("--candidates", candidates, "--held-out", real) == 0
    shown = capsys.readouterr().out
    assert "alarm: candidates varies less than real music" in shown
    assert any(line.split() == [f"{candidates}:3", f"{candidates}:1", "100", "%", "yes"] for line in shown.splitlines())
    bleu, variety = shown.splitlines()[-2:]
    assert bleu.startswith("candidates, self-BLEU: self-bleu|refs:3|")
    assert re.fullmatch(
        r"candidates, variety: variety\|set:3\|digest:\w{16}\|real:30\|digest:\w{16}\|draws:200\|most:100\|seed:1\|v:1",
        variety,
    )


def test_a_single_candidate_is_refused_in_one_line(tmp_path, capsys):
    path = tmp_path / "one.txt"
    path.write_text("a b c\n")
    assert diversity("--candidates", path) == 2
    assert capsys.readouterr().err.endswith("2 are needed at least, not 1\n")


def test_self_bleu_that_measures_nothing_raises_no_alarm_and_is_no_number(tmp_path, capsys):
    """No two lines have a 9-gram in common, here nor there."""
    files = ["--candidates", tmp_path / "candidates.txt", "--held-out", tmp_path / "real.txt"]
    lines = [" ".join(str(number) for number in row) for row in np.random.default_rng(1).integers(0, 9, (45, 20))]
    files[1].write_text("\n".join(lines[:15]))
    files[3].write_text("\n".join(lines[15:]))
    assert diversity(*files) == 0
    shown = capsys.readouterr().out.splitlines()
    assert next(line for line in shown if line.startswith("candidates      15")).split()[3] == "–"
    (bleu,) = (line for line in shown if line.startswith("candidates  self-BLEU"))
    assert bleu.endswith("no verdict: most of it matches nothing else as long as the weights ask for")
    assert diversity(*files, "--json") == 0
    assert json.loads(capsys.readouterr().out)["comparisons"][0]["alarm"] is None
