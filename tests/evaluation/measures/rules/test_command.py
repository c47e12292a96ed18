"""The rules command as a person types it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.measures.rules import RULES
from generators.command_line import main
from generators.files.writing import write_piece


def rules(*words: object) -> int:
    return main("evaluation", "", COMMANDS, ["rules", *map(str, words)])


@pytest.fixture
def folder(tmp_path, score):
    """A phrase that doubles its leading tone, and one without faults."""
    lesson = score("D5 B4 C#5 D5", "F#4 E4 G4 F#4", "A3 B3 C#4 D4", "D3 G3 A3 D3", fermatas=(3,))
    write_piece(lesson, tmp_path / "faulty" / "lesson")
    write_piece(score("B4 C5", "F4 E4", "D4 C4", "G3 C3", fermatas=(1,)), tmp_path / "lawful" / "phrase")
    return tmp_path


def test_the_text_has_rates_beside_bach_s_and_places(folder, capsys) -> None:
    assert rules(f"mine={folder / 'faulty'}", f"yours={folder / 'lawful'}") == 0
    text = capsys.readouterr().out
    lines = text.splitlines()
    assert lines[0] == "mine: 1 piece"
    octaves = next(line for line in lines if line.startswith("parallel octaves"))
    assert octaves.split()[2:6] == ["2", "4", "1", "50.00"]
    assert octaves.endswith("more often than Bach")
    every = next(line for line in lines if line.startswith("all rules  "))
    assert every.split()[2:6] == ["3", "4", "1", "75.00"]
    assert "  75.00  " + str(folder / "faulty" / "lesson.musicxml") in lines
    assert f"{folder / 'faulty' / 'lesson.musicxml'}, bar 1, beat 3: parallel octaves, ST" in lines
    assert "yours: 1 piece" in lines
    assert lines[-1] == "rules|grid:16|bach:365|draws:10000|seed:1|v:2"
    assert "no rule is broken" in lines
    assert "cadences: authentic 100 % (Bach 74 %)" in text
    for rule in RULES:
        assert any(line.startswith(f"{rule.name}: {rule.text}; per 100 {rule.per}") for line in lines)


def test_json_names_every_violation(folder, capsys) -> None:
    assert rules(folder, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert [rule["name"] for rule in result["rules"]] == [rule.name for rule in RULES]
    assert result["signature"] == "rules|grid:16|bach:365|draws:10000|seed:1|v:2"
    [candidates] = result["sets"]
    assert (candidates["name"], candidates["pieces"]) == ("candidates", 2)
    faulty, lawful = candidates["measured"]
    assert (faulty["all rules per 100 chords"], lawful["all rules per 100 chords"]) == (75, 0)
    assert candidates["total"]["value"] == pytest.approx(100 * 3 / 6)
    assert faulty["violations"][0] == {"rule": "parallel octaves", "bar": 1, "beat": 3.0, "voices": "ST"}
    assert lawful["violations"] == []
    assert lawful["chances"] == {"chords": 2, "notes": 8, "authentic cadences": 1, "fermatas": 1}
    octaves = next(rate for rate in candidates["rates"] if rate["rule"] == "parallel octaves")
    assert (octaves["violations"], octaves["chances"]) == (2, 6)
    assert octaves["bach"]["verdict"] == "more often"


def test_csv_has_a_row_a_piece_and_a_column_a_rule(folder, capsys) -> None:
    assert rules(folder, "--csv") == 0
    faulty, lawful = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert faulty["piece"] == str(folder / "faulty" / "lesson.musicxml")
    assert (faulty["parallel octaves"], faulty["doubled leading tone"], faulty["chords"]) == ("2", "1", "4")
    assert (lawful["parallel octaves"], lawful["authentic cadences"], lawful["fermatas: authentic"]) == ("0", "1", "1")
    assert (faulty["all rules per 100 chords"], lawful["all rules per 100 chords"]) == ("75.0", "0.0")
    assert len(lawful) == 2 + 4 + len(RULES) + 5 + 1


def test_without_fermatas_it_says_that_cadences_are_unknown(tmp_path, score, capsys) -> None:
    assert rules(write_piece(score("C5", "G4", "E4", "C3"), tmp_path / "chord")) == 0
    text = capsys.readouterr().out
    assert "no fermatas: nothing is known of its cadences" in text
    endings = next(line for line in text.splitlines() if line.startswith("weak endings"))
    assert endings.split()[2:] == ["0", "0", "0", "–", "–"]


def test_what_cannot_be_measured_is_one_line(tmp_path, tiny_duet, capsys) -> None:
    (tmp_path / "empty").mkdir()
    for words, said in (
        ((tmp_path / "empty",), "holds no MIDI"),
        ((tiny_duet,), "2 voices, a chorale has four"),
        ((), "give either files or folders of music or --measure-bach"),
        ((tmp_path, "--measure-bach"), "give either files or folders"),
    ):
        assert rules(*words) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1


@pytest.fixture
def tiny_duet(tmp_path, score):
    piece = score("C5", "G4", "E4", "C3")
    return write_piece(type(piece)(piece.voices[:2], piece.length), tmp_path / "duet")


def test_bach_s_counts_are_written_again_as_they_are(tmp_path, monkeypatch, capsys) -> None:
    from evaluation.measures.rules import bach, command

    monkeypatch.setattr(command, "PATH", tmp_path / "bach.json")
    assert rules("--measure-bach") == 0
    assert (tmp_path / "bach.json").read_text() == bach.PATH.read_text()
