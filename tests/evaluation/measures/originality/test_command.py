"""The originality command as a person types it, on hymns of which one is another, a fourth higher."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.measures.originality.kinds import OF_ANY_PIECE
from generators.command_line import main
from generators.files.writing import write_piece
from generators.pieces import Note, Piece, transpose


def originality(*words: object) -> int:
    return main("evaluation", "", COMMANDS, ["originality", *map(str, words)])


def slower(piece: Piece) -> Piece:
    """Twice as long: other durations, and so not a chord alike, but the same voices."""
    voices = tuple(
        replace(voice, notes=tuple(Note(2 * note.onset, 2 * note.duration, note.pitch) for note in voice.notes))
        for voice in piece.voices
    )
    return replace(piece, voices=voices, length=2 * piece.length)


@pytest.fixture
def folders(tmp_path, hymn):
    """A corpus of one hymn, held-out hymns that go differently, and the corpus's hymn again in F."""
    write_piece(hymn(16), tmp_path / "corpus" / "old")
    write_piece(transpose(hymn(16), 5), tmp_path / "new" / "copy")
    write_piece(slower(hymn(16)), tmp_path / "new" / "other")
    for number in range(20):
        write_piece(hymn(number % 5 + 2), tmp_path / "held" / f"human {number}")
    return tmp_path


def all_of(folders) -> tuple[object, ...]:
    return ("--references", folders / "corpus", "--candidates", folders / "new", "--held-out", folders / "held")


def test_the_table_says_how_much_from_where_and_whether_people_do(folders, capsys) -> None:
    assert originality(*all_of(folders), "--events", "chords", "voices") == 0
    lines = capsys.readouterr().out.splitlines()
    head = next(place for place, line in enumerate(lines) if line.startswith("Longest copies / limits"))
    rows = [line.split() for line in lines[head + 2 : head + 4]]
    copy, slow = rows
    assert copy[:3] == [
        str(folders / "new" / "copy.musicxml"),
        "16/6!",
        "16/6!",
    ]  # held-out hymns copy 2 … 6, four each
    assert slow[:3] == [str(folders / "new" / "other.musicxml"), "0/6", "16/6!"]
    assert lines[head + 2].endswith(f"{folders / 'corpus' / 'old.musicxml'}, bar 1")
    said = "2 of 2 candidates copy a longer run (marked !) than 95 % of held-out music of their length does by any"
    assert said in "\n".join(lines)
    signed = r"copies\|events:chords\+voices\|corpus:1\|digest:\w{16}\|held-out:20\|held-out digest:\w{16}\|seed:1\|v:3"
    assert re.fullmatch(f"candidates: {signed}", lines[-1])


def test_without_held_out_music_there_is_no_verdict(folders, capsys) -> None:
    assert originality(*all_of(folders)[:4]) == 0
    text = capsys.readouterr().out
    assert all(f"\n{kind}  " in text for kind in ("onsets", "sonorities", "skeleton", "voices", "intervals"))
    assert "no held-out music was given" in text
    assert "16/–" in text
    assert "16/–!" not in text


def test_the_signature_tells_other_music_apart(folders, hymn, capsys) -> None:
    signatures = []
    for corpus in ("corpus", "corpus", "held"):
        assert originality("--references", folders / corpus, "--candidates", folders / "new", "--events", "onsets") == 0
        signatures.append(capsys.readouterr().out.splitlines()[-1])
    assert signatures[0] == signatures[1] != signatures[2]


def test_too_little_held_out_music_sets_no_limit(folders, capsys) -> None:
    assert originality(*all_of(folders)[:5], folders / "held" / "human 3.musicxml", "--events", "chords") == 0
    text = capsys.readouterr().out
    assert "2 of 2 candidates have no limit, because fewer than 19 windows of held-out music are as long" in text
    assert "marked !" not in text
    assert "16/–" in text.split()


def test_json_has_the_nearest_passage_of_each_bar(folders, capsys) -> None:
    assert originality(*all_of(folders), "--events", "onsets", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    copy = report["copies"][0]
    assert copy["copied_events"] == copy["length"] == 16
    assert copy["copied_bars"] == 4
    assert copy["copied_seconds"] == pytest.approx(16 * 60 / 100)
    assert copy["copies_too_much"] is True
    assert [bar["shared"] for bar in report["nearest"] if bar["candidate"] == copy["candidate"]] == [4, 4, 4, 4]
    assert [each["pieces"] for each in report["summaries"] if each["real"]] == [20]


def test_csv_has_a_row_for_each_candidate_and_kind(folders, capsys) -> None:
    assert originality(*all_of(folders), "--csv", folders / "table.csv") == 0
    with (folders / "table.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["events"], row["candidate"].rpartition("/")[2]) for row in rows] == [
        (kind, name) for kind in OF_ANY_PIECE for name in ("copy.musicxml", "other.musicxml")
    ]
    assert rows[0]["copied_events"] == "16"
    assert rows[0]["source_bar"] == rows[0]["bar"] == "1"
    assert [path.name for path in folders.glob("*.csv")] == ["table.csv"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--references", "{}/none.mid", "--candidates", "{}/new"), "none.mid"),
        (("--references", "{}/empty", "--candidates", "{}/new"), "holds no MIDI or MusicXML"),
        (("--references", "{}/corpus", "--candidates", "{}/text.txt"), "cannot read .txt"),
        (("--references", "{}/corpus", "--candidates", "{}/new", "--csv", "{}/none/table.csv"), "none"),
    ],
)
def test_what_cannot_be_used_is_one_line(folders, capsys, words, message) -> None:
    (folders / "empty").mkdir()
    (folders / "text.txt").write_text("no music")
    assert originality(*(word.format(folders) for word in words)) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert message in error
