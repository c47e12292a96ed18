"""`python -m evaluation likelihood`: what it prints and what it refuses."""

from __future__ import annotations

import csv
import json
import re
import shutil
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import pytest

from evaluation.__main__ import COMMANDS
from generators.checkpoints.opening import open_checkpoint
from generators.command_line import main
from generators.engines.engine import log_probabilities
from generators.files import read_piece

NGRAM = "fixtures/checkpoints/ngram.safetensors"
FRAME = [72, 67, 64, 48]


@pytest.fixture
def jsb(tmp_path: Path) -> str:
    path = tmp_path / "jsb.json"
    path.write_text(json.dumps({"train": [[FRAME] * 8], "valid": [[FRAME] * 2], "test": [[[60, 60, 60, 60]]]}))
    return str(path)


def likelihood(*argv: str) -> int:
    return main("evaluation", "", COMMANDS, ["likelihood", *argv])


def test_unigrams_of_one_chord_cost_what_a_hand_counts(jsb, capsys) -> None:
    """Witten-Bell over 32 notes of four pitches and one END: (8 + 5/131) / (33 + 5) for each pitch that was seen."""
    assert likelihood("--ngram", "1", "--smoothing", "witten-bell", "--data", jsb, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    notes = {each["set"]: each["nats"] for each in record["rates"] if each["per"] == "note"}
    assert notes["valid"] == pytest.approx(-log((8 + 5 / 131) / 38))
    assert notes["test"] == pytest.approx(-log(5 / 131 / 38))
    parts = {each["part"]: each["nats"] for each in record["parts"] if each["set"] == "valid"}
    assert parts["END"] == pytest.approx(-log((1 + 5 / 131) / 38))
    assert set(parts) == {"S", "A", "T", "B", "END", "mean of the pieces' own"}


def test_each_piece_has_a_row_in_csv_and_in_json(jsb, tmp_path, capsys) -> None:
    """Two pieces of one chord; what all cost together is what each costs."""
    table = tmp_path / "pieces.csv"
    words = ["--ngram", "1", "--smoothing", "witten-bell", "--data", jsb, "--csv", str(table), "--json"]
    assert likelihood(*words) == 0
    row, _ = json.loads(capsys.readouterr().out)["pieces"]
    assert (row["set"], row["piece"]) == ("valid", "valid:1")
    assert row["nats per note"] == pytest.approx(-log((8 + 5 / 131) / 38))
    assert (row["tokens"], row["frames"], row["onsets"]) == (9, 2, 4)
    assert row["nats"] / 4 == pytest.approx(row["nats per onset"])
    assert row["nats of END"] == pytest.approx(-log((1 + 5 / 131) / 38))
    with table.open() as file:
        rows = list(csv.DictReader(file))
    assert [(each["set"], each["piece"]) for each in rows] == [
        ("valid", "valid:1"),
        ("test", "test:1"),
    ]
    assert float(rows[0]["nats per note"]) == row["nats per note"]


def test_pieces_are_called_by_their_files_and_what_is_done_is_said(tmp_path, capsys) -> None:
    table, music = tmp_path / "pieces.csv", tmp_path / "music"
    music.mkdir()
    for name in ("b.musicxml", "a.musicxml"):
        shutil.copy("fixtures/pieces/demo/pieces/bwv254.musicxml", music / name)
    assert likelihood("--checkpoint", NGRAM, "--data", str(music), "--csv", str(table)) == 0
    with table.open() as file:
        assert [each["piece"] for each in csv.DictReader(file)] == ["a.musicxml", "b.musicxml"]
    assert re.fullmatch(r"test: 2 pieces, [\d,]+ tokens …\n", capsys.readouterr().err)


def test_the_table_names_every_unit(jsb, capsys) -> None:
    assert likelihood("--ngram", "3", "--data", jsb) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "the model: 3-gram, kneser-ney" in lines
    rates = [line.split() for line in lines if re.match(r"valid +1 ", line)]
    assert [words[2] for words in rates] == ["token", "frame", "note", "onset"]
    signed = r"nll\|model:3-gram, kneser-ney\|learned:\w{16}\|enc:sixteenths\|pieces:1\|digest:\w{16}\|v:1"
    assert [bool(re.fullmatch(f"\\w+: {signed}", line)) for line in lines[-2:]] == [True] * 2  # valid and test
    assert len(set(lines[-2:])) == 2


def test_an_n_gram_checkpoint_is_measured_like_any_other(capsys) -> None:
    """Its nats a token are those that its engine gives step by step."""
    music = "fixtures/pieces/demo/pieces/bwv254.musicxml"
    assert likelihood("--checkpoint", NGRAM, "--data", music, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert "the model: ngram, melody-family, order 14" in record["notes"]
    composer = open_checkpoint(Path(NGRAM))
    engine, nats = composer.engines(1), []
    tokens = composer.encoding.encode(composer.encoding.prepare(read_piece(Path(music))))
    for token, following in pairwise(tokens):
        nats.append(-log_probabilities(engine.step(np.array([token])), np.array([following]))[0])
    tokens = next(each for each in record["rates"] if each["per"] == "token")
    assert tokens["nats"] == pytest.approx(np.mean(nats), rel=1e-5)
    assert record["signatures"]["test"].startswith("nll|model:ngram, melody-family, order 14|learned:")


def test_sets_and_held_out_music_are_predicted_in_place_of_a_corpus(capsys) -> None:
    music = "fixtures/pieces/demo/pieces/bwv254.musicxml"
    assert likelihood("--checkpoint", NGRAM, "--candidates", f"lstm={music}", "--held-out", music, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert [each["set"] for each in record["pieces"]] == ["held-out real music", "lstm"]
    assert record["findings"].keys() == {"lstm"}


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--ngram", "2", "--data", "fixtures/pieces/demo/pieces"], "has no training part to count"),
        (["--ngram", "2", "--data", "chorales:none"], "no split 'none': choose from"),
        (
            ["--ngram", "2", "--data", "JSB", "--encoding", "melody"],
            "is kept as SixteenthsEncoding(), not as MelodyEncoding()",
        ),
        (["--ngram", "2", "--data", "missing.json"], "missing.json: No such file"),
        (["--checkpoint", "missing", "--encoding", "melody"], "--encoding is for --ngram"),
        ([], "either --checkpoint FILE or --ngram ORDER"),
        (
            ["--checkpoint", "fixtures/checkpoints/bachbot.safetensors", "--data", "JSB"],
            "is kept as SixteenthsEncoding(), not as ChoraleEncoding(",
        ),
    ],
)
def test_what_does_not_go_together_is_one_line(jsb, capsys, argv, message) -> None:
    assert likelihood(*(jsb if word == "JSB" else word for word in argv)) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
