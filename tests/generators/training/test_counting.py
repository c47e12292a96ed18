"""`python -m generators train ngram`: chorales or prepared music counted into a checkpoint, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from generators.__main__ import COMMANDS
from generators.checkpoints.file import read_card
from generators.checkpoints.opening import open_checkpoint
from generators.command_line import main
from generators.corpora.chorales.splits import Split
from generators.corpora.prepared.corpus import load_prepared
from generators.corpora.prepared.preparing import Preparation, prepare
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.drums import DrumEncoding
from generators.files.midi import to_midi
from generators.models.ngram.config import NGramConfig
from generators.models.ngram.model import train_ngram
from generators.pieces import Note, Piece, Voice
from generators.systems.ngram import NGRAM


def run(*arguments: object) -> int:
    return main("generators", "", COMMANDS, ["train", "ngram", *map(str, arguments)])


@pytest.fixture
def few(bach: Mapping[str, Piece], monkeypatch: pytest.MonkeyPatch) -> Split:
    """Six chorales to count, three to measure on."""
    names = list(bach)
    split = Split("few", "", tuple(names[:6]), tuple(names[6:9]), ())
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_chorales", lambda: bach)
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_split", lambda name: split)
    return split


@pytest.fixture(scope="module")
def rock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six performances on two drums, prepared."""
    folder, rng = tmp_path_factory.mktemp("rock"), np.random.default_rng(1)
    for number in range(6):
        notes = tuple(Note(120 * step, 60, int(rng.choice([36, 42]))) for step in range(160))
        (folder / f"{number}.mid").write_bytes(to_midi(Piece((Voice("drums", notes, drums=True),), 120 * 160)))
    preparation = Preparation(DrumEncoding(), 1, (0,))
    return prepare(folder, folder.with_name("rock-drums"), preparation, "rock", jobs=1).folder


def test_the_card_has_the_losses_of_the_chorales(few: Split, bach, tmp_path: Path, capsys) -> None:
    assert run("--out", tmp_path / "out", "--seed", 5) == 0
    path = tmp_path / "out/checkpoint.safetensors"
    assert capsys.readouterr().out == f"{path}\n"
    card, encoding = read_card(path), ChoraleEncoding()
    train, valid = (
        [np.array(encoding.encode(encoding.prepare(bach[name]))) for name in names] for names in (few.train, few.valid)
    )
    model = train_ngram(train, NGramConfig(len(encoding.vocabulary), 14))
    for loss, pieces in ((card.train_loss, train), (card.valid_loss, valid)):
        sums = [model.losses(piece).sum() for piece in pieces]
        assert loss == pytest.approx(sum(sums) / sum(len(piece) - 1 for piece in pieces), rel=1e-12)
    assert card.train_loss < card.valid_loss
    assert card.model == NGramConfig(261, 14, "kneser-ney")
    assert (card.system, card.split, card.seed, card.recipe) == ("ngram", "melody-family", 5, None)
    assert card.data == NGRAM.data


def test_counting_again_gives_the_same_bytes_and_other_settings_another_folder(few, tmp_path: Path, capsys) -> None:
    path = tmp_path / "checkpoint.safetensors"
    assert run("--preset", "small", "--out", tmp_path) == 0
    before = path.read_bytes()
    assert run("--preset", "small", "--out", tmp_path) == 0
    assert path.read_bytes() == before
    for other, difference in (((), "order 6, not 14"), (("--preset", "small", "--no-fermatas"), "fermatas True")):
        assert run(*other, "--out", tmp_path) == 2
        assert f"holds another checkpoint ({difference}" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert [*tmp_path.iterdir()] == [path]


def test_music_of_ones_own_is_counted_in_its_own_encoding(rock: Path, tmp_path: Path) -> None:
    assert run("--data", rock, "--preset", "small", "--out", tmp_path) == 0
    path = tmp_path / "checkpoint.safetensors"
    card, prepared = read_card(path), load_prepared(rock)
    assert card.encoding == DrumEncoding()
    assert (card.model, card.data) == (NGramConfig(512, 6), "rock")
    model = train_ngram([*prepared.tokens("train", DrumEncoding()).values()], card.model)
    losses = [model.losses(piece) for piece in prepared.tokens("valid", DrumEncoding()).values()]
    assert card.valid_loss == pytest.approx(np.concatenate(losses).mean(), rel=1e-12)
    assert np.log(2) < card.valid_loss < np.log(4)  # two drums by chance, of 512 tokens
    drawn = open_checkpoint(path).engines(4).step(np.zeros(4, np.int64))
    assert drawn.shape == (4, 512)


@pytest.mark.parametrize(
    "options",
    [
        ("--epochs", 3),
        ("--batch", 5),
        ("--from", "bachbot.safetensors"),
        ("--from-gpt2", "gpt2.safetensors"),
        ("--keep-every", 1),
        ("--no-early-stop",),
        ("--device", "cuda"),
    ],
)
def test_what_says_nothing_of_counting_is_refused(options: tuple, tmp_path: Path, capsys) -> None:
    assert run(*options, "--out", tmp_path / "out") == 2
    error = capsys.readouterr().err
    assert "ngram is counted, not trained step by step: leave " + " ".join(map(str, options[:1])) in error
    assert error.count("\n") == 1
    assert not [*tmp_path.iterdir()]


def test_prepared_music_keeps_its_voices_and_fermatas(rock: Path, tmp_path: Path, capsys) -> None:
    assert run("--data", rock, "--voice-order", "BTAS", "--out", tmp_path / "out") == 2
    assert "is encoded already: leave --voice-order and --no-fermatas out" in capsys.readouterr().err


def test_a_trained_checkpoint_is_not_counted_over(few, checkpoint: Path, tmp_path: Path, capsys) -> None:
    path = tmp_path / "checkpoint.safetensors"
    path.write_bytes(checkpoint.read_bytes())
    assert run("--out", tmp_path) == 2
    assert "holds another checkpoint" in capsys.readouterr().err
    assert path.read_bytes() == checkpoint.read_bytes()
