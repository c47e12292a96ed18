"""`python -m generators train` on a prepared folder: training, training on, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generators.__main__ import COMMANDS
from generators.checkpoints.card import NamedCheckpoint
from generators.checkpoints.file import checkpoint_digest, read_card
from generators.command_line import main
from generators.corpora.prepared.preparing import Preparation, prepare
from generators.encodings import Encoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.drums import DrumEncoding
from generators.files.midi import to_midi
from generators.pieces import Note, Piece, Voice


def run(*arguments: object) -> int:
    return main("generators", "", COMMANDS, ["train", *map(str, arguments), "--device", "cpu"])


def music(folder: Path, pitches: list[int], seed: int, *, drums: bool = False) -> Path:
    """Six pieces of such pitches, 20 bars long."""
    rng = np.random.default_rng(seed)
    folder.mkdir()
    for number in range(6):
        notes = tuple(Note(120 * step, 60, int(rng.choice(pitches))) for step in range(320))
        piece = Piece((Voice("drums" if drums else "piano", notes, drums=drums),), 120 * 320)
        (folder / f"{number}.mid").write_bytes(to_midi(piece))
    return folder


def prepared(folder: Path, encoding: Encoding) -> Path:
    out = folder.with_name(f"{folder.name}-{encoding.name}")
    return prepare(folder, out, Preparation(encoding, 1, (0,)), f"pieces of {folder.name}", jobs=1).folder


@pytest.fixture(scope="module")
def rock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(music(tmp_path_factory.mktemp("music") / "rock", [36, 42], 1, drums=True), DrumEncoding())


@pytest.fixture(scope="module")
def drummer(rock: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "drummer"
    assert run("modulshtein-drums", "--data", rock, "--epochs", 1, "--batch", 4, "--out", out) == 0
    return out / "checkpoint.safetensors"


def test_a_drummer_goes_on_to_learn_break_beats(drummer: Path, tmp_path: Path, capsys) -> None:
    breaks = prepared(music(tmp_path / "breaks", [36, 38, 46], 2, drums=True), DrumEncoding())
    arguments = ("modulshtein-drums", "--data", breaks, "--epochs", 2, "--batch", 4)
    assert run(*arguments, "--from", drummer, "--out", tmp_path / "on") == 0
    assert capsys.readouterr().out == f"{tmp_path / 'on' / 'checkpoint.safetensors'}\n"
    card = read_card(tmp_path / "on" / "checkpoint.safetensors")
    assert card.parent == NamedCheckpoint("modulshtein-drums", checkpoint_digest(drummer))
    assert card.data == "pieces of breaks"
    assert card.recipe.batch == 4
    assert card.history[0].train_loss != read_card(drummer).history[0].train_loss


def test_chords_that_were_learned_make_the_model_as_large(tmp_path: Path) -> None:
    data = prepared(music(tmp_path / "piano", [48, 60, 72], 3), ChordwiseEncoding())
    arguments = ("clara-chordwise", "--preset", "small", "--data", data, "--epochs", 1, "--batch", 2)
    assert run(*arguments, "--out", tmp_path / "out") == 0
    card = read_card(tmp_path / "out" / "checkpoint.safetensors")
    assert card.model.vocabulary == 52 + 1 + 3
    assert sorted(map(len, card.encoding.chords)) == [16, 28, 40]  # C3, C4 and C5 in a window from A1 on


def test_what_cannot_be_trained_is_one_line(rock: Path, drummer: Path, tmp_path: Path, capsys) -> None:
    def refused(*arguments: object, saying: str) -> None:
        assert run(*arguments, "--out", tmp_path / "out") == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert err.startswith("python -m generators train: ")
        assert saying in err
        assert not [*tmp_path.rglob("*.*")]

    data = ("--data", rock)
    refused("maia-lstm", *data, saying="is kept as DrumEncoding(), not as NotewiseEncoding")
    refused(
        "maia-lstm",
        saying="maia-lstm learns from piano music in MIDI files, in twelve keys: say where that is with --data",
    )
    refused(
        "modulshtein-drums",
        "--data",
        tmp_path / "absent",
        saying="is no corpus: give chorales[:SPLIT], a folder that `prepare` made, ",
    )
    refused("modulshtein-drums", *data, "--batch", 5000, saying="are too few for a batch of 5000")
    refused("modulshtein-drums", *data, "--from", tmp_path / "absent", saying="no checkpoint at")
    refused("modulshtein-drums", *data, "--from-gpt2", drummer, saying="modulshtein-drums is no transformer")
    refused("modulshtein-drums", *data, "--voice-order", "BTAS", saying="knows no voices and fermatas")
    refused("bachbot", "--from", drummer, saying="is a checkpoint of modulshtein-drums, not of bachbot")
