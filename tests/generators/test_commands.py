"""The command lines of the composers: bad input is one line and exit code 2, and nothing is half written."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import torch

from generators.__main__ import COMMANDS
from generators.command_line import main
from generators.files import read_piece
from generators.files.musicxml import to_musicxml
from generators.pieces import Piece
from generators.sampling.compose import compose

ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> int:
    return main("generators", "", COMMANDS, [str(argument) for argument in arguments])


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """Runs a command that must be refused with one line that says this, and write nothing."""

    def check(*arguments: object, saying: str) -> None:
        before = sorted(tmp_path.rglob("*"))
        assert run(*arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert err.startswith(f"python -m generators {arguments[0]}: ")
        assert saying in err
        assert sorted(tmp_path.rglob("*")) == before

    return check


def test_the_systems_are_listed_with_their_sources(capsys) -> None:
    assert run("systems") == 0
    assert "bachbot\n  F. Liang" in capsys.readouterr().out


def test_the_module_is_a_command() -> None:
    command = [sys.executable, "-m", "generators", "harmonize", "absent.mid"]
    command += ["--checkpoint", "x", "--voices", "A", "--out", "y"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "python -m generators harmonize: absent.mid: cannot be read: No such file or directory\n"


def test_composing_writes_scores_and_midi_the_same_from_the_same_seed(
    checkpoint, tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.setattr("generators.sampling.compose_command.compose", partial(compose, max_frames=8))
    for folder in ("one", "two"):
        arguments = ("--checkpoint", checkpoint, "--out", tmp_path / folder, "--count", 2, "--seed", 5)
        assert run("compose", *arguments, "--temperature", 0) == 0
    names = ["bachbot-5.mid", "bachbot-5.musicxml", "bachbot-6.mid", "bachbot-6.musicxml"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert "nats per token" in capsys.readouterr().out


def test_harmonizing_keeps_the_given_voices(checkpoint, chorale: Piece, tmp_path: Path, capsys) -> None:
    (tmp_path / "song.musicxml").write_text(to_musicxml(chorale))
    out = tmp_path / "out"
    assert run("harmonize", tmp_path / "song.musicxml", "--checkpoint", checkpoint, "--voices", "AT", "--out", out) == 0
    made = read_piece(out / "bachbot-song-AT.musicxml")
    assert (made.voice("S"), made.voice("B")) == (chorale.voice("S"), chorale.voice("B"))
    assert "nats per written token" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["compose", "harmonize"])
def test_a_missing_or_truncated_checkpoint_is_refused(refused, command, checkpoint, chorale, tmp_path: Path) -> None:
    song, half, out = tmp_path / "song.musicxml", tmp_path / "half.safetensors", tmp_path / "out"
    song.write_text(to_musicxml(chorale))
    half.write_bytes(checkpoint.read_bytes()[:1_000_000])
    more = (song, "--voices", "AT") if command == "harmonize" else ()
    refused(command, *more, "--checkpoint", tmp_path / "absent", "--out", out, saying="no checkpoint at")
    refused(command, *more, "--checkpoint", half, "--out", out, saying="not a whole checkpoint")
    refused(command, *more, "--checkpoint", tmp_path, "--out", out, saying="not a whole checkpoint")


@pytest.mark.parametrize(
    ("name", "data", "saying"),
    [
        ("song.mid", b"MThd\0\0\0\6\0\1", "song.mid: not a MIDI file"),
        ("song.mid", b"", "song.mid: the file is empty"),
        ("song.musicxml", b"<score-partwise><part", "song.musicxml: not well-formed XML"),
        ("song.mxl", b"PK\3\4rubbish", "song.mxl: a damaged archive"),
        ("song.txt", b"C D E", "song.txt: cannot read .txt, only"),
    ],
)
def test_music_that_cannot_be_read_is_refused(refused, checkpoint, tmp_path: Path, name, data, saying) -> None:
    (tmp_path / name).write_bytes(data)
    arguments = ("--checkpoint", checkpoint, "--voices", "ATB", "--out", tmp_path / "out")
    refused("harmonize", tmp_path / name, *arguments, saying=saying)


def test_voices_that_are_none_are_refused(refused, checkpoint, chorale: Piece, tmp_path: Path) -> None:
    song = tmp_path / "song.musicxml"
    song.write_text(to_musicxml(chorale))
    arguments = ("--checkpoint", checkpoint, "--out", tmp_path / "out")
    refused("harmonize", song, *arguments, "--voices", "XY", saying="not some of S, A, T, B")


def test_a_system_a_split_an_order_and_a_device_that_are_not_there_are_refused(refused, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    out = ("--out", tmp_path / "out")
    refused("train", "maia", *out, saying="no system 'maia': choose from bachbot")
    refused("train", "bachbot", *out, "--split", "mine", saying="no split 'mine': choose from bachbot,")
    refused("train", "bachbot", *out, "--voice-order", "SAT", saying="'SAT' is not an order")
    refused("train", "bachbot", *out, "--device", "cuda", saying="no GPU here for --device cuda")


def test_a_folder_that_cannot_be_made_is_refused(refused, checkpoint, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file").write_text("in the way")
    arguments = ("--checkpoint", checkpoint, "--count", 1, "--temperature", 0)
    monkeypatch.setattr("generators.sampling.compose_command.compose", partial(compose, max_frames=2))
    refused("compose", *arguments, "--out", tmp_path / "file", saying=f"{tmp_path / 'file'}: File exists")
    refused("compose", *arguments, "--out", tmp_path / "file" / "below", saying="Not a directory")


@pytest.mark.parametrize(
    "arguments",
    [
        ("compose", "--seed", "-1"),
        ("compose", "--count", "0"),
        ("compose", "--seed", "many"),
        ("train", "bachbot", "--epochs", "0"),
    ],
)
def test_numbers_that_make_no_sense_are_refused_by_the_parser(arguments, checkpoint, tmp_path: Path, capsys) -> None:
    with pytest.raises(SystemExit) as refusal:
        run(*arguments, "--checkpoint", checkpoint, "--out", tmp_path / "out")
    assert refusal.value.code == 2
    assert "is not a whole number from" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_training_from_the_command_line(tmp_path: Path, monkeypatch, bach, capsys) -> None:
    """One epoch of the whole command on two chorales."""
    few = dict(list(bach.items())[:2])
    names = list(few)
    monkeypatch.setattr("generators.training.command.load_chorales", lambda: few)
    monkeypatch.setattr(
        "generators.training.command.load_split",
        lambda name: type("Split", (), {"name": name, "train": names[:1], "valid": names[1:]}),
    )
    arguments = ("--out", tmp_path, "--epochs", 1, "--device", "cpu", "--voice-order", "BTAS", "--no-fermatas")
    assert run("train", "bachbot", *arguments) == 0
    out, err = capsys.readouterr()
    assert out == f"{tmp_path / 'checkpoint.safetensors'}\n"
    assert err.startswith("epoch 1/1  train ")
