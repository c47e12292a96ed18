"""N-gram models step by step, and opened as any checkpoint is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from generators.__main__ import COMMANDS
from generators.checkpoints.file import read_card
from generators.checkpoints.opening import open_checkpoint
from generators.command_line import main
from generators.errors import InputError
from generators.models.ngram.config import NGramConfig
from generators.models.ngram.engine import ngram_engines
from generators.models.ngram.model import NGram, train_ngram

ROOT = Path(__file__).parents[4]
NGRAM = ROOT / "fixtures/checkpoints/ngram.safetensors"
V, LENGTH = 7, 12


@pytest.fixture(params=[1, 2, 4, 20])
def model(request: pytest.FixtureRequest) -> NGram:
    lines = np.random.default_rng(1).integers(V, size=(5, 30))
    return train_ngram([*lines], NGramConfig(V, request.param))


@pytest.fixture
def tokens() -> np.ndarray:
    return np.random.default_rng(2).integers(V, size=(3, LENGTH))


def nats(logits: np.ndarray) -> np.ndarray:
    return -logits + np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def test_step_by_step_it_says_what_the_model_says_of_the_whole(model: NGram, tokens: np.ndarray) -> None:
    engine = ngram_engines(model)(3)
    said = np.stack([nats(engine.step(column)) for column in tokens.T], axis=1)
    for row, of_each in zip(tokens, said, strict=True):
        np.testing.assert_allclose(of_each[np.arange(LENGTH - 1), row[1:]], model.losses(row), rtol=1e-5)


def test_rows_selected_go_on_where_they_were(model: NGram, tokens: np.ndarray) -> None:
    engine, rows = ngram_engines(model)(3), np.array([2, 0, 2, 1])
    engine.select(np.arange(3))
    for column in tokens[:, :8].T:
        engine.step(column)
    engine.select(rows)
    went_on = nats(engine.step(tokens[rows, 8]))
    for row, said in zip(rows, went_on, strict=True):
        for token in range(V):
            expected = model.losses(np.array([*tokens[row, :9], token]))[-1]
            assert said[token] == pytest.approx(expected, rel=1e-5)


def test_no_token_is_impossible_after_a_chorale_or_after_nonsense() -> None:
    composer = open_checkpoint(NGRAM)
    size = len(composer.encoding.vocabulary)
    engine = composer.engines(2)
    for column in np.random.default_rng(3).integers(size, size=(40, 2)):
        logits = engine.step(column)
        assert logits.dtype == np.float32
        assert logits.shape == (2, size)
        assert np.isfinite(logits).all()


def test_the_committed_checkpoint_says_what_it_is() -> None:
    card = read_card(NGRAM)
    assert (card.system, card.split, card.encoding.name) == ("ngram", "melody-family", "chorale")
    assert card.model == NGramConfig(261, 14, "kneser-ney")
    assert "public domain" in card.data
    assert NGRAM.stat().st_size < 6_000_000
    assert open_checkpoint(NGRAM).context is None


def test_it_composes_without_torch(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['torch'] = None\n"  # as where it is not installed: importing it fails
        "from generators.__main__ import COMMANDS\n"
        "from generators.command_line import main\n"
        "sys.exit(main('generators', '', COMMANDS, sys.argv[1:]))"
    )
    arguments = ["compose", "--checkpoint", str(NGRAM), "--count", "2", "--bars", "2", "--out", str(tmp_path / "made")]
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert len([*tmp_path.rglob("*.mid")]) == 2


def test_neither_a_gpu_nor_8_bits_are_for_counts(capsys) -> None:
    with pytest.raises(InputError, match="an n-gram model runs on the CPU: leave --device cuda out"):
        open_checkpoint(NGRAM, "cuda")
    before = NGRAM.read_bytes()
    assert main("generators", "", COMMANDS, ["int8", str(NGRAM)]) == 2
    error = capsys.readouterr().err
    assert "an n-gram model has counts, and no weights to be had in 8 bits" in error
    assert error.count("\n") == 1
    assert NGRAM.read_bytes() == before
