"""The command lines of the composers: bad input is one line and exit code 2, and nothing is half written."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from generators.__main__ import COMMANDS
from generators.checkpoints.card import Card
from generators.checkpoints.file import checkpoint_digest
from generators.checkpoints.networks import save_checkpoint
from generators.command_line import main
from generators.corpora.chorales.splits import Split
from generators.encodings import Encoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.files import read_piece
from generators.files.midi import to_midi
from generators.files.musicxml.writer import to_musicxml
from generators.models.config import ModelConfig
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel
from generators.pieces import Note, Piece, Voice

ROOT = Path(__file__).parents[3]
LACRIMOSA = ROOT / "fixtures/pieces/lacrimosa/lacrimosa.musicxml"
BACHBOT = ROOT / "fixtures/checkpoints/bachbot.safetensors"
CHORALE = ROOT / "fixtures/pieces/demo/pieces/bwv254.musicxml"


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


def test_composing_writes_scores_midi_and_records_the_same_from_the_same_seed(checkpoint, tmp_path, capsys) -> None:
    for folder in ("one", "two"):
        arguments = ("--checkpoint", checkpoint, "--out", tmp_path / folder, "--count", 2, "--seed", 5, "--bars", 2)
        assert run("compose", *arguments, "--top-p", 0.9, "--greedy-share", 0.5) == 0
    names = [f"bachbot-{seed}.{suffix}" for seed in (5, 6) for suffix in ("json", "mid", "musicxml")]
    names += ["prompts.txt", "settings.json", "tokens.txt"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert capsys.readouterr().out.count("nats per token") == 4
    record = json.loads((tmp_path / "one" / "bachbot-5.json").read_text())
    assert record["sampling"] == {"kind": "drawn", "temperature": 0.9, "top_k": None, "top_p": 0.9, "greedy": 0.5}
    assert record["checkpoint"] == checkpoint_digest(checkpoint)
    assert (record["seed"], record["steps"], record["seconds"]) == (5, 32, 5.333)
    nats = record["log_likelihood"]
    for each in (record["log_likelihood_of_tokens"], record["log_likelihood_of_steps"]):
        assert nats["sum"] == pytest.approx(sum(each))
    assert (nats["per_step"], nats["per_token"]) == (nats["sum"] / 32, nats["sum"] / len(record["tokens"]))
    assert read_piece(tmp_path / "one" / "bachbot-5.musicxml").length == 8 * 480
    assert (tmp_path / "one" / "tokens.txt").read_text().splitlines()[0].split() == record["tokens"]


def test_a_beam_of_three_by_three_finds_likelier_music_than_one_by_one(checkpoint, tmp_path: Path) -> None:
    found = []
    for beam in ("1", "3", "3x5"):
        arguments = ("--checkpoint", checkpoint, "--out", tmp_path / beam, "--bars", 1, "--beam", beam)
        assert run("compose", *arguments) == 0
        found.append(json.loads((tmp_path / beam / "bachbot-1.json").read_text())["log_likelihood"]["sum"])
    assert found[0] < found[1]
    assert found[0] < found[2]


def test_what_cannot_be_composed_is_refused(refused, checkpoint, tmp_path: Path) -> None:
    arguments = ("compose", "--checkpoint", checkpoint, "--out", tmp_path / "out")
    refused(*arguments, "--tokens", 100, saying="chorale writes whole steps of several tokens: give a length in bars")
    refused(*arguments, "--beam", "3", "--top-k", 5, saying="a beam searches and draws nothing")
    refused(*arguments, "--beam", "3", "--count", 2, saying="a beam finds the same whatever the seed")
    refused(*arguments, "--composer", "Bach", saying="no composer 'Bach' in chorale: it knows none")
    refused(*arguments, "--prompts", tmp_path / "absent", saying="is no corpus: give chorales")
    refused(*arguments, "--prompt-tokens", 5, saying="which is not given")
    refused(*arguments, "--top-p", 0, saying="top-p 0.0 is not a number above 0 up to 1")
    refused(*arguments, "--greedy-share", 1.5, saying="a greedy share of 1.5")


def untrained(path: Path, encoding: Encoding, config: ModelConfig) -> Path:
    """The checkpoint of a model that knows nothing."""
    torch.manual_seed(1)
    model = {"recurrent": RecurrentModel, "transformer": TransformerModel}[config.name](config).eval()
    model.output.weight = torch.nn.Parameter(model.output.weight.detach().clone())
    save_checkpoint(path, model, Card("noise", config, encoding, None, "", "", 1, 1, 9.0, 9.0))
    return path


@pytest.fixture
def notewise(tmp_path: Path) -> Path:
    encoding = NotewiseEncoding()
    config = TransformerConfig(len(encoding.vocabulary), context=512, width=8, layers=1, heads=1, feed_forward=8)
    return untrained(tmp_path / "notewise.safetensors", encoding, config)


@pytest.fixture
def drummer(tmp_path: Path) -> Path:
    return untrained(tmp_path / "drums.safetensors", DrumEncoding(), RecurrentConfig(512, 4, 8, 1))


def test_the_lacrimosa_is_gone_on_with(notewise: Path, tmp_path: Path, capsys) -> None:
    """maia's and Clara's worked example: its first eight bars, then the machine's."""
    out = tmp_path / "out"
    arguments = ("--checkpoint", notewise, "--prompt-bars", 8, "--bars", 3, "--count", 2, "--out", out)
    assert run("continue", LACRIMOSA, *arguments) == 0
    assert capsys.readouterr().out.count("nats per token") == 2
    prompt, made = read_piece(LACRIMOSA), read_piece(out / "noise-lacrimosa-2.mid")
    assert (made.meters, made.key, made.tempo) == (prompt.meters, prompt.key, prompt.tempo)
    onsets = {(note.onset, note.pitch) for voice in prompt.voices for note in voice.notes}
    own = {(note.onset, note.pitch) for voice in made.voices for note in voice.notes}
    assert {note for note in own if note[0] < prompt.length} == onsets
    record = json.loads((out / "noise-lacrimosa-2.json").read_text())
    assert record["steps"] == 3 * 72
    assert record["seconds"] == 11 * 6  # bars of six quarters, sixty a minute


def test_calls_are_answered_as_long_as_they_are(drummer: Path, tmp_path: Path, capsys) -> None:
    for bars in (1, 4):
        hits = tuple(Note(480 * beat, 120, (36, 38)[beat % 2]) for beat in range(4 * bars))
        (tmp_path / f"call{bars}.mid").write_bytes(to_midi(Piece((Voice("drums", hits),), bars * 1920)))
    calls, out = (tmp_path / "call1.mid", tmp_path / "call4.mid"), tmp_path / "out"
    assert run("respond", *calls, "--checkpoint", drummer, "--out", out, "--seed", 3) == 0
    assert "in all" in capsys.readouterr().out
    with (out / "responses.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["response"], row["seed"], row["steps"]) for row in rows] == [
        ("noise-call1-3.mid", "3", "16"),
        ("noise-call4-3.mid", "3", "64"),
    ]
    for row in rows:
        per_step = float(row["log_likelihood_per_step"])
        assert per_step == pytest.approx(float(row["log_likelihood"]) / int(row["steps"]))
        assert per_step == pytest.approx(-math.log(512), abs=0.5)  # a model that knows nothing, however long the call
    assert json.loads((out / "noise-call4-3.json").read_text())["seconds"] == round(16 * 60 / 90, 3)


def test_what_reading_a_piece_left_out_is_told_by_what_goes_on_from_it(
    notewise: Path, drummer: Path, tmp_path: Path, capsys
) -> None:
    cases = ROOT / "tests/cases/files"
    out, length = tmp_path / "out", ("--prompt-bars", 1, "--bars", 1)
    unended, repeated = cases / "13-note-never-ended.mid", cases / "x01-anacrusis-at-a-repeat.musicxml"
    assert run("continue", unended, repeated, "--checkpoint", notewise, "--out", out, *length) == 0
    told = capsys.readouterr().err
    never = "1 note never ended: until the next strike or the end of the track"
    assert f"changed in reading: {unended}: {never}\n" in told
    assert f"changed in reading: {repeated}: 1 repeat not played out\n" in told  # a score that names no source
    hits = cases / "41-drum-hits-never-ended.mid"
    assert run("respond", hits, "--checkpoint", drummer, "--out", tmp_path / "answers") == 0
    assert f"changed in reading: {hits}: 15 notes never ended" in capsys.readouterr().err
    melody = (cases / "read-right/24-pitch-bend-quarter-tone.mid", "--voices", "ATB", "--checkpoint", BACHBOT)
    assert run("harmonize", *melody, "--out", tmp_path / "harmonized") == 0
    assert f"changed in reading: {melody[0]}: 1 pitch bend left out\n" in capsys.readouterr().err


def test_prompts_that_cannot_be_gone_on_with_are_refused(refused, notewise, drummer, tmp_path: Path) -> None:
    out = ("--out", tmp_path / "out")
    silent, piano, beat = tmp_path / "silent.mid", tmp_path / "piano.mid", tmp_path / "beat.mid"
    silent.write_bytes(to_midi(Piece((Voice("piano", ()),), 1920)))
    piano.write_bytes(to_midi(Piece((Voice("piano", (Note(0, 480, 100),)),), 1920)))
    beat.write_bytes(to_midi(Piece((Voice("drums", (Note(0, 480, 36),)),), 1920)))
    for command in ("continue", "respond"):
        refused(command, silent, "--checkpoint", notewise, *out, saying="silent.mid: there are no notes in it")
        refused(command, piano, "--checkpoint", drummer, *out, saying="pitch 100 in voice 'piano' is no drum")
        refused(command, beat, "--checkpoint", notewise, *out, saying="has drums, which notewise cannot carry")
        refused(command, tmp_path / "absent.mid", "--checkpoint", notewise, *out, saying="absent.mid: cannot be read")
    long = tmp_path / "long.mid"
    long.write_bytes(to_midi(Piece((Voice("piano", tuple(Note(240 * i, 120, 60) for i in range(200))),), 48000)))
    refused("continue", long, "--checkpoint", notewise, *out, saying="tokens, the model's context has 512: give fewer")
    refused("continue", piano, "--checkpoint", notewise, *out, "--prompt-bars", 2, saying="has 1 bars, fewer than 2")
    refused("continue", piano, piano, "--checkpoint", notewise, *out, saying="two pieces would have one name")


def test_drawn_prompts_longer_than_the_context_are_refused(refused, notewise: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "music").mkdir()
    for number in range(3):
        notes = tuple(Note(240 * i, 120, 60 + i * (number + 5) % 11) for i in range(300))
        (tmp_path / "music" / f"{number}.mid").write_bytes(to_midi(Piece((Voice("piano", notes),), 240 * 300)))
    assert run("prepare", tmp_path / "music", "--encoding", "notewise", "--out", tmp_path / "data", "--jobs", 1) == 0
    capsys.readouterr()
    arguments = ("compose", "--checkpoint", notewise, "--out", tmp_path / "out", "--prompts", tmp_path / "data")
    refused(*arguments, "--prompt-tokens", 513, saying="prompts of 513 tokens, the model's context has 512")
    assert run(*arguments, "--prompt-tokens", 512, "--tokens", 1, "--count", 1) == 0


def test_pieces_made_otherwise_are_not_mixed(refused, checkpoint: Path, tmp_path: Path, capsys) -> None:
    arguments = ("compose", "--checkpoint", checkpoint, "--out", tmp_path / "out", "--bars", 1, "--count", 1)
    assert run(*arguments) == run(*arguments) == 0
    assert capsys.readouterr().out.count("nats per token") == 2
    refused(*arguments, "--temperature", 0.5, saying="holds pieces made otherwise (sampling differs)")
    refused(*arguments, "--seed", 2, saying="(seeds_and_prompts differs)")


def test_a_checkpoint_of_another_system_is_refused(refused, notewise: Path, chorale: Piece, tmp_path: Path) -> None:
    song = tmp_path / "song.musicxml"
    song.write_text(to_musicxml(chorale))
    arguments = ("--checkpoint", notewise, "--voices", "AT", "--out", tmp_path / "out")
    refused("harmonize", song, *arguments, saying="of noise, which writes no chorales but notewise")


def test_no_gpu_is_said_in_one_line(refused, checkpoint: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    out = ("--checkpoint", checkpoint, "--device", "cuda", "--out", tmp_path / "out")
    refused("compose", *out, saying="no GPU here for --device cuda")
    refused("continue", LACRIMOSA, *out, saying="no GPU here for --device cuda")
    refused("respond", LACRIMOSA, *out, saying="no GPU here for --device cuda")
    refused("harmonize", CHORALE, "--voices", "AT", *out, saying="no GPU here for --device cuda")


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
        ("song.mid", b"MThd\0\0\0\6\0\1", "song.mid: a damaged MIDI file: its header is cut off"),
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
    refused("train", "bachbot", *out, "--data", "chorales:mine", saying="no split 'mine': choose from bachbot,")
    refused("train", "bachbot", *out, "--voice-order", "SAT", saying="'SAT' is not an order")
    refused("train", "bachbot", *out, "--device", "cuda", saying="no GPU here for --device cuda")


def test_a_folder_that_cannot_be_made_is_refused(refused, checkpoint, tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_text("in the way")
    arguments = ("--checkpoint", checkpoint, "--count", 1, "--bars", 1)
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
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_chorales", lambda: few)
    monkeypatch.setattr(
        "generators.corpora.chorales.corpus.load_split",
        lambda name: Split(name, "", tuple(names[:1]), tuple(names[1:]), ()),
    )
    arguments = ("--out", tmp_path, "--epochs", 1, "--device", "cpu", "--voice-order", "BTAS", "--no-fermatas")
    assert run("train", "bachbot", *arguments) == 0
    out, err = capsys.readouterr()
    assert out == f"{tmp_path / 'checkpoint.safetensors'}\n"
    assert err.startswith("epoch 1/1  train ")
