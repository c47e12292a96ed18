"""What a prepared folder knows of its pieces, beside its tokens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generators.corpora.prepared.corpus import Prepared
from generators.corpora.prepared.preparing import TWELVE_KEYS, Preparation, prepare
from generators.encodings import Encoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.melody import MelodyEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.errors import InputError
from generators.files import read_piece
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Piece


@pytest.fixture(scope="module")
def folder(bach: Mapping[str, Piece], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("music")
    for name, piece in [*bach.items()][:6]:
        (folder / f"{name}.musicxml").write_text(to_musicxml(piece))
    return folder


def prepared(folder: Path, out: Path, encoding: Encoding, keys: tuple[int, ...] = (-1, 0, 1)) -> Prepared:
    return prepare(folder, out, Preparation(encoding, seed=1, transpositions=keys), "six chorales", jobs=1)


def test_the_pieces_that_are_learned_come_once_in_their_own_key(folder: Path, tmp_path: Path) -> None:
    corpus = prepared(folder, tmp_path, NotewiseEncoding())
    pieces = corpus.pieces("train")
    assert list(pieces) == list(corpus.files["train"])
    for name, piece in pieces.items():
        assert piece.voices == corpus.encoding.quantize(read_piece(folder / name)).voices
    assert len(corpus.tokens("train", corpus.encoding)) == 3 * len(pieces)


def test_copies_that_all_came_out_alike_count_as_the_piece(folder: Path, tmp_path: Path) -> None:
    """Melodies are moved to one key, so that most copies are left out, the one in the piece's own key too."""
    corpus = prepared(folder, tmp_path, MelodyEncoding(), TWELVE_KEYS)
    pieces = corpus.pieces("train")
    assert list(pieces) == list(corpus.files["train"])
    for name, piece in pieces.items():
        learned = corpus.encoding.quantize(read_piece(folder / name))
        assert [note.onset for note in piece.voices[0].notes] == [note.onset for note in learned.voices[0].notes]


def test_the_originals_are_the_files_that_were_prepared_and_no_others(folder: Path, tmp_path: Path) -> None:
    corpus = prepared(folder, tmp_path, NotewiseEncoding())
    (name,) = corpus.files["test"]
    assert dict(corpus.originals("test", folder)) == {name: read_piece(folder / name)}
    with pytest.raises(InputError, match="keeps tokens alone: name the folder of music"):
        next(corpus.originals("test", None))
    other = tmp_path / "other"
    other.mkdir()
    (other / name).write_text("changed")
    with pytest.raises(InputError, match=f"{name} is not the file that {corpus.folder} was prepared from"):
        next(corpus.originals("test", other))


def test_a_vocabulary_of_other_music_is_refused(folder: Path, tmp_path: Path) -> None:
    corpus = prepared(folder, tmp_path, ChordwiseEncoding())
    assert corpus.fitted(ChordwiseEncoding()) == corpus.encoding
    with pytest.raises(InputError, match="is kept with another vocabulary than the chordwise asked for"):
        corpus.tokens("train", ChordwiseEncoding())
