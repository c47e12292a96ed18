"""The command line: an index stands in for the references it was built from, and for no others."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.ngrams.index import open_index, write_index
from generators.command_line import main
from generators.encodings.notewise import NotewiseEncoding


def run(*arguments: object) -> int:
    return main("evaluation", "", COMMANDS, [str(argument) for argument in arguments])


@pytest.fixture
def music(tmp_path: Path) -> Path:
    (tmp_path / "references.txt").write_text("a b c a b c a b c a b c\nb c d\n")
    (tmp_path / "candidates.txt").write_text("a b c a b c d\nb c d b c d\n")
    return tmp_path


@pytest.fixture
def index(music: Path, capsys) -> Path:
    path = music / "references.index"
    assert run("index", "build", "--references", music / "references.txt", "--out", path) == 0
    assert capsys.readouterr().out == f"{path}\n"
    return path


def test_bleu_from_an_index_is_bleu_from_the_references(music: Path, index: Path, capsys) -> None:
    printed = []
    for references in (music / "references.txt", index):
        assert run("bleu", "--references", references, "--candidates", music / "candidates.txt", "--json") == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def test_references_may_come_through_a_pipe(music: Path, capsys) -> None:
    printed = []
    reading, writing = os.pipe()
    os.write(writing, (music / "references.txt").read_bytes())
    os.close(writing)
    for source in (f"/dev/fd/{reading}", music / "references.txt"):
        assert run("bleu", "--references", source, "--candidates", music / "candidates.txt", "--json") == 0
        printed.append(capsys.readouterr().out)
    os.close(reading)
    assert printed[0] == printed[1]


def test_info_says_what_it_holds(index: Path, capsys) -> None:
    assert run("index", "info", index, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["references"], facts["tokens"], facts["vocabulary"]) == (2, 15, 4)
    assert (facts["version"], len(facts["vocabulary hash"])) == (2, 16)
    assert (facts["encoding"], facts["window"], facts["bytes"]) == ("tokens", None, index.stat().st_size)
    assert run("index", "info", index) == 0
    assert "references       2\n" in capsys.readouterr().out


def test_verify_reads_all_of_it(index: Path, capsys) -> None:
    assert run("index", "verify", index) == 0
    assert capsys.readouterr().out == f"{index}: whole\n"
    data = bytearray(index.read_bytes())
    data[-64] ^= 1
    index.write_bytes(data)
    assert run("index", "verify", index) == 2
    assert "is damaged" in capsys.readouterr().err


def test_verify_finds_suffixes_that_were_written_out_of_order(index: Path, capsys) -> None:
    whole = open_index(index)
    suffixes = whole.suffixes.copy()
    suffixes[[3, 4]] = suffixes[[4, 3]]
    write_index(replace(whole, suffixes=suffixes), index)
    assert run("index", "verify", index) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "suffixes are not in order" in err


def test_a_damaged_index_gives_no_score(music: Path, index: Path, capsys) -> None:
    data = bytearray(index.read_bytes())
    data[-64] ^= 1
    index.write_bytes(data)
    assert run("bleu", "--references", index, "--candidates", music / "candidates.txt") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "is damaged" in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--encoding", "notewise"], "was built with --encoding tokens, not notewise"),
        (["--window", "3"], "was built with --window left out, not 3"),
    ],
)
def test_candidates_in_another_encoding_or_window_are_refused(music: Path, index: Path, capsys, options, said) -> None:
    (music / "notes.txt").write_text("p60 wait1 endp60\n")
    assert run("bleu", "--references", index, "--candidates", music / "notes.txt", *options) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert said in err


def test_an_encoding_whose_words_have_changed_since_is_refused(music: Path, capsys, monkeypatch) -> None:
    """Tokens of an encoding are known by their ids: 60 may have come to mean another pitch."""
    notes, index = music / "notes.txt", music / "notes.index"
    notes.write_text("p60 wait1 endp60\n")
    options = ["--encoding", "notewise"]
    assert run("index", "build", "--references", notes, "--out", index, *options) == 0
    assert run("bleu", "--references", index, "--candidates", notes, *options) == 0
    words = NotewiseEncoding().vocabulary
    monkeypatch.setattr(NotewiseEncoding, "vocabulary", words[::-1])
    capsys.readouterr()
    assert run("bleu", "--references", index, "--candidates", notes, *options) == 2
    assert "was built when --encoding notewise had another vocabulary" in capsys.readouterr().err


def test_candidates_in_another_vocabulary_are_refused(music: Path, index: Path, capsys) -> None:
    (music / "notes.txt").write_text("p60 wait1 endp60\n")
    assert run("bleu", "--references", index, "--candidates", music / "notes.txt") == 2
    assert "are both in one encoding?" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_refused_before_anything_is_read(music: Path, capsys) -> None:
    out = music / "absent" / "file.index"
    assert run("index", "build", "--references", music / "references.txt", "--out", out) == 2
    assert "absent is not a folder" in capsys.readouterr().err
