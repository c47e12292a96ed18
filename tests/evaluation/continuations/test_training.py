"""The training part, each piece once."""

from __future__ import annotations

from pathlib import Path

from evaluation.continuations.training import training_pieces
from generators.corpora.prepared.corpus import Prepared
from generators.corpora.prepared.preparing import TWELVE_KEYS, Preparation, prepare
from generators.encodings.melody import MelodyEncoding
from generators.files import read_piece


def test_the_pieces_that_were_learned_come_once_in_their_own_key(folder: Path, prepared: Prepared) -> None:
    pieces = training_pieces(prepared)
    assert set(pieces) == set(prepared.record["files"]["train"])
    for name, piece in pieces.items():
        assert piece.voices == prepared.encoding.quantize(read_piece(folder / name)).voices
    assert len(prepared.pieces("train")) == 3 * len(pieces)


def test_copies_that_all_came_out_alike_count_as_the_piece(folder: Path, tmp_path: Path) -> None:
    """Melodies are moved to one key, so that most copies are left out, the one in the piece's own key too."""
    settings = Preparation(MelodyEncoding(), seed=1, transpositions=TWELVE_KEYS)
    prepared = prepare(folder, tmp_path / "melodies", settings, "tunes", jobs=1)
    pieces = training_pieces(prepared)
    assert set(pieces) == set(prepared.record["files"]["train"])
    for name, piece in pieces.items():
        learned = prepared.encoding.quantize(read_piece(folder / name))
        assert [note.onset for note in piece.voices[0].notes] == [note.onset for note in learned.voices[0].notes]
