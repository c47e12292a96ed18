"""The rules command as a person types it."""

from __future__ import annotations

import csv
import json

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.measures.rules import bach
from evaluation.measures.rules.rules import PERS, RULES
from generators.command_line import main
from generators.files.writing import write_piece


def rules(*words: object) -> int:
    return main("evaluation", "", COMMANDS, ["rules", "--candidates", *map(str, words)])


@pytest.fixture
def folder(tmp_path, score):
    """A phrase that doubles its leading tone, and one without faults."""
    lesson = score("D5 B4 C#5 D5", "F#4 E4 G4 F#4", "A3 B3 C#4 D4", "D3 G3 A3 D3", fermatas=(3,))
    write_piece(lesson, tmp_path / "faulty" / "lesson")
    write_piece(score("B4 C5", "F4 E4", "D4 C4", "G3 C3", fermatas=(1,)), tmp_path / "lawful" / "phrase")
    return tmp_path


def test_the_text_has_rates_beside_bach_s_and_places(folder, capsys) -> None:
    assert rules(f"mine={folder / 'faulty'}", f"yours={folder / 'lawful'}") == 0
    lines = capsys.readouterr().out.splitlines()
    octaves = next(line for line in lines if line.startswith("parallel octaves"))
    assert octaves.split()[3:7] == ["2", "4", "1", "50.00"]
    assert octaves.endswith("more often")
    every = next(line for line in lines if line.startswith("all rules  "))
    assert every.split()[3:7] == ["3", "4", "1", "75.00"]
    lesson = next(line for line in lines if line.startswith(str(folder / "faulty" / "lesson.musicxml")))
    assert lesson.split()[1] == "75.00"
    assert "parallel octaves 1:3 ST" in lesson
    assert next(line for line in lines if line.startswith(str(folder / "lawful"))).endswith("none")
    assert lines[-1] == "rules|grid:16|bach:365|draws:10000|seed:1|v:2"
    assert next(line for line in lines if line.startswith("authentic")).split()[1:] == [
        "74",
        "%",
        "100",
        "%",
        "100",
        "%",
    ]
    for rule in RULES:
        assert any(line.startswith(rule.name) and line.endswith(rule.text) for line in lines)


def test_json_names_every_violation(folder, capsys) -> None:
    assert rules(folder, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert [rule["name"] for rule in result["rules"]] == [*(rule.name for rule in RULES), "all rules"]
    assert result["signature"] == "rules|grid:16|bach:365|draws:10000|seed:1|v:2"
    assert {piece["set"] for piece in result["pieces"]} == {"candidates"}
    faulty, lawful = result["pieces"]
    assert (faulty["all rules per 100 chords"], lawful["all rules per 100 chords"]) == (75, 0)
    rates = {rate["rule"]: rate for rate in result["rates"]}
    assert rates["all rules"]["rate"] == pytest.approx(100 * 3 / 6)
    lesson = str(folder / "faulty" / "lesson.musicxml")
    place = {"rule": "parallel octaves", "bar": 1, "beat": 3.0, "voices": "ST"}
    assert result["violations"][0] == {"set": "candidates", "piece": lesson} | place
    assert {each["piece"] for each in result["violations"]} == {lesson}
    assert [lawful[per] for per in PERS] == [2, 8, 1, 1]
    octaves = rates["parallel octaves"]
    assert (octaves["violations"], octaves["chances"]) == (2, 6)
    assert octaves["verdict"] == "more often"


def test_csv_has_a_row_a_piece_and_a_column_a_rule(folder) -> None:
    assert rules(folder, "--csv", folder / "table.csv") == 0
    with (folder / "table.csv").open() as file:
        faulty, lawful = csv.DictReader(file)
    assert faulty["piece"] == str(folder / "faulty" / "lesson.musicxml")
    assert (faulty["parallel octaves"], faulty["doubled leading tone"], faulty["chords"]) == ("2", "1", "4")
    assert (lawful["parallel octaves"], lawful["authentic cadences"], lawful["fermatas: authentic"]) == ("0", "1", "1")
    assert (faulty["all rules per 100 chords"], lawful["all rules per 100 chords"]) == ("75.0", "0.0")
    assert len(lawful) == 2 + 4 + len(RULES) + 5 + 1


def test_without_fermatas_it_says_that_cadences_are_unknown(tmp_path, score, capsys) -> None:
    assert rules(write_piece(score("C5", "G4", "E4", "C3"), tmp_path / "chord")) == 0
    text = capsys.readouterr().out
    assert "candidates has no fermatas: nothing is known of its cadences" in text
    endings = next(line for line in text.splitlines() if line.startswith("weak endings"))
    assert endings.split()[3:] == ["0", "0", "0", *["–"] * 6]


def test_what_cannot_be_measured_is_one_line(tmp_path, tiny_duet, capsys) -> None:
    (tmp_path / "empty").mkdir()
    for words, said in (
        ((tmp_path / "empty",), "holds no MIDI"),
        ((tiny_duet,), "2 voices, a chorale has four"),
    ):
        assert rules(*words) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1


@pytest.fixture
def tiny_duet(tmp_path, score):
    piece = score("C5", "G4", "E4", "C3")
    return write_piece(type(piece)(piece.voices[:2], piece.length), tmp_path / "duet")


def test_bach_s_counts_are_written_again_as_they_are(tmp_path, monkeypatch) -> None:
    stored = bach.PATH.read_text()
    monkeypatch.setattr(bach, "PATH", tmp_path / "bach.json")
    bach.store_bach()
    assert (tmp_path / "bach.json").read_text() == stored
