"""The ngrams command as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from generators.command_line import main


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    texts = {"references": "a b c d e f g h i j k\n", "real": "a b c d\n", "one": "a b c d e\n", "two": "e f g\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    sets = [f"{name}={tmp_path / name}" for name in ("one", "two")]
    return ["--references", str(tmp_path / "references"), "--held-out", str(tmp_path / "real"), "--candidates", *sets]


def ngrams(*options: object) -> int:
    return main("evaluation", "", COMMANDS, ["ngrams", *map(str, options)])


def test_it_draws_both_pictures_from_one_reading_and_prints_the_signature(files, tmp_path, capsys) -> None:
    assert ngrams(*files, "--strip", tmp_path / "strip.svg", "--curves", tmp_path / "curves.PNG") == 0
    assert (tmp_path / "strip.svg").read_text().count("held-out real music") >= 4
    assert (tmp_path / "curves.PNG").read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out.startswith("bleu|refs:1|")


def test_any_range_of_n_may_be_drawn(files, tmp_path) -> None:
    assert ngrams(*files, "--strip", tmp_path / "strip.svg", "--orders", 1, 11) == 0
    assert ">n = 11<" in (tmp_path / "strip.svg").read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "nothing to draw: name a file with --strip or --curves"),
        (("--strip", "strip.pdf"), "cannot draw strip.pdf: its name must end in .svg or .png"),
        (("--strip", "strip.svg", "--orders", 5, 2), "orders run upwards, not from 5 to 2"),
        (("--strip", "absent/strip.svg"), "No such file or directory"),
    ],
)
def test_bad_input_is_one_line_and_code_2(files, options, message, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert ngrams(*files, *options) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before
