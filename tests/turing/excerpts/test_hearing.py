"""manage.py hear: what was composed, to be heard and seen."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.core.management import CommandError, call_command

from generators.encodings import ENCODINGS
from generators.files.midi import parse_midi, to_midi
from generators.pieces import Note, Piece, Voice
from turing.sound.instruments import instruments
from turing.sound.rendersettings import RenderSettings

ROOT = Path(__file__).parents[3]
LONG = (Note(0, 3840, 69),)
SONG = Piece((Voice("violin", LONG), Voice("piano", (Note(0, 480, 57), Note(0, 3840, 60)))), length=3840)
BEAT = Piece((Voice("kit", (Note(0, 120, 36), Note(480, 120, 42)), drums=True),), length=3840)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as `python -m generators compose` leaves it."""
    (tmp_path / "duet.mid").write_bytes(to_midi(ENCODINGS["notewise"](duet=True).quantize(SONG)))
    (tmp_path / "beat.mid").write_bytes(to_midi(ENCODINGS["drums"]().quantize(BEAT)))
    (tmp_path / "duet.json").write_text("{}")
    return tmp_path


def test_every_piece_gets_a_clip_and_a_picture(folder: Path, capsys) -> None:
    call_command("hear", folder)
    assert "2 pieces can be heard and seen" in capsys.readouterr().out
    for name, word in (("duet", "violin"), ("beat", "closed hi-hat")):
        sound, _ = soundfile.read(io.BytesIO((folder / f"{name}.mp3").read_bytes()))
        assert np.abs(sound).max() > 0.05
        assert word in (folder / f"{name}.svg").read_text()
    assert sorted(path.name for path in folder.iterdir()) == [
        "beat.mid", "beat.mp3", "beat.svg", "duet.json", "duet.mid", "duet.mp3", "duet.svg",
    ]  # fmt: skip


def test_a_single_line_gets_a_score(tmp_path: Path) -> None:
    (tmp_path / "tune.mid").write_bytes(to_midi(Piece((Voice("melody", LONG),), length=3840)))
    call_command("hear", tmp_path)
    assert 'class="staff"' in (tmp_path / "tune.svg").read_text()


def test_what_is_there_is_left_alone(folder: Path) -> None:
    (folder / "duet.mp3").write_bytes(b"my own")
    (folder / "beat.svg").write_bytes(b"my own")
    call_command("hear", folder)
    assert (folder / "duet.mp3").read_bytes() == (folder / "beat.svg").read_bytes() == b"my own"
    assert (folder / "duet.svg").exists()
    assert (folder / "beat.mp3").exists()


@pytest.mark.parametrize(
    ("encoding", "options", "piece"),
    [
        ("notewise", {"duet": True}, SONG),
        ("notewise", {}, SONG),
        ("chordwise", {"held": True}, SONG),
        ("pianoroll", {}, SONG),
        ("polyphony", {}, SONG),
        ("melody", {}, SONG),
        ("drums", {}, BEAT),
    ],
)
def test_a_piece_keeps_its_instruments_in_its_midi_file(encoding, options, piece) -> None:
    maker = ENCODINGS[encoding](**options)
    made = (maker.fitted([piece]) if encoding == "chordwise" else maker).quantize(piece)
    assert instruments(parse_midi(to_midi(made)), RenderSettings()) == instruments(made, RenderSettings())


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "there are no MIDI files in it"),
        ({"notes.txt": b"a"}, "there are no MIDI files in it"),
        ({"bad.mid": b"a"}, r"bad\.mid: not a MIDI file"),
        ({"quiet.mid": to_midi(Piece((Voice("drums", (Note(0, 9, 3),), drums=True),), length=960))}, "next to silent"),
    ],
)
def test_what_cannot_be_heard_is_one_line_and_exit_code_2(tmp_path: Path, files, message) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(CommandError, match=message) as refusal:
        call_command("hear", tmp_path)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="none is not a folder") as refusal:
        call_command("hear", tmp_path / "none")
    assert refusal.value.returncode == 2


def test_it_needs_no_database(folder: Path) -> None:
    command = [sys.executable, "manage.py", "hear", str(folder)]
    environment = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PATH": ""}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert (folder / "duet.mp3").exists()
