"""Pairs by hand; tunes of sixteen bars by chance, and a model of notewise piano that has learned next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from generators.checkpoints.card import Card
from generators.checkpoints.networks import save_checkpoint
from generators.corpora.prepared.corpus import Prepared
from generators.corpora.prepared.preparing import Preparation, prepare
from generators.encodings.notewise import NotewiseEncoding
from generators.files.midi import to_midi
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.pieces import Note, Piece, Tempo, Voice
from tests.evaluation.pairs import cast

Q = 480
BARS = 16


def tune(seed: int, bars: int = BARS) -> Piece:
    """Eighth notes and rests at 120 quarters a minute, few of the one or of the other; no bar is silent."""
    rng = np.random.default_rng(seed)
    notes = [
        Note(onset, Q // 2, int(rng.integers(48, 84)))
        for onset in range(0, bars * 4 * Q, Q // 2)
        if rng.random() < (1 + seed % 10) / 10 or not onset % (4 * Q)
    ]
    return Piece((Voice("piano", tuple(notes)),), bars * 4 * Q, tempos=(Tempo(0, 120.0),), title=f"tune {seed}")


def bent(data: bytes) -> bytes:
    """A MIDI file of one track with a pitch bend before its end."""
    end = data[-4:]
    length = int.from_bytes(data[18:22], "big") + 4
    return data[:18] + length.to_bytes(4, "big") + data[22:-4] + bytes.fromhex("00e00050") + end


@pytest.fixture(scope="session")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty tunes, each with a pitch bend, one of them of six bars only."""
    folder = tmp_path_factory.mktemp("tunes")
    for seed in range(40):
        (folder / f"tune-{seed:02}.mid").write_bytes(bent(to_midi(tune(seed, 6 if seed == 39 else BARS))))
    return folder


@pytest.fixture(scope="session")
def prepared(music: Path, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    settings = Preparation(NotewiseEncoding(), seed=1, transpositions=(-1, 0, 1))
    return prepare(music, tmp_path_factory.mktemp("prepared"), settings, "tunes by chance, CC0", jobs=1)


@pytest.fixture(scope="session")
def checkpoint(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To it every note is equally likely, and waiting more so."""
    encoding = prepared.encoding
    config = RecurrentConfig(vocabulary=len(encoding.vocabulary), embedding=2, hidden=3, layers=1)
    model = RecurrentModel(config)
    torch.nn.init.zeros_(model.output.weight)
    model.output.bias.data = torch.tensor([0.56 * word.startswith("wait") for word in encoding.vocabulary])
    card = Card(
        system="ignorant",
        model=config,
        encoding=encoding,
        recipe={},
        data=prepared.about,
        split=prepared.split,
        seed=1,
        epoch=0,
        train_loss=5.0,
        valid_loss=5.0,
    )
    path = tmp_path_factory.mktemp("checkpoint") / "ignorant.safetensors"
    save_checkpoint(path, model, card)
    return path


@pytest.fixture
def chorale() -> Piece:
    """Two bars in C major, 4 seconds long, with a fermata at the end."""
    return cast.chorale()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two pairs."""
    return cast.folder_of_pairs(tmp_path / "small")


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces a text in a file of the folder."""
    return cast.editor(folder)
