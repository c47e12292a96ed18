"""What a value of --data stands for, and what a checkpoint learned from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generators.corpora.chorales.corpus import Chorales, open_chorales
from generators.corpora.chorales.splits import load_split
from generators.corpora.files import MusicFiles
from generators.corpora.opening import open_corpus, open_learned_corpus
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.errors import InputError
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Piece


@pytest.mark.parametrize(
    ("text", "split"),
    [("chorales", "melody-family"), ("chorales:bachbot", "bachbot"), ("chorales:", "melody-family")],
)
def test_chorales_are_those_of_a_stored_split(text: str, split: str) -> None:
    corpus = open_corpus(text)
    assert isinstance(corpus, Chorales)
    assert (corpus.split, corpus.numbers) == (split, load_split(split))
    assert open_corpus(corpus.name).split == split


def test_music_that_nothing_divides_is_all_held_out(bach: Mapping[str, Piece], tmp_path: Path) -> None:
    name, piece = next(iter(bach.items()))
    path = tmp_path / f"{name}.musicxml"
    path.write_text(to_musicxml(piece))
    for text in (tmp_path, path):
        corpus = open_corpus(str(text))
        assert isinstance(corpus, MusicFiles)
        assert {part: [*corpus.pieces(part)] for part in ("train", "valid", "test")} == {
            "train": [],
            "valid": [],
            "test": [path.name],
        }
    (tmp_path / "train").mkdir()
    with pytest.raises(InputError, match="holds no MIDI or MusicXML in its parts train, valid, test"):
        open_corpus(str(tmp_path))


def test_the_split_of_music_files_changes_with_what_is_in_them(bach: Mapping[str, Piece], tmp_path: Path) -> None:
    one, other = [*bach.values()][:2]
    splits = set()
    for piece in (one, other, one):
        (tmp_path / "a.musicxml").write_text(to_musicxml(piece))
        splits.add(open_corpus(str(tmp_path)).split)
    assert len(splits) == 2


@pytest.mark.parametrize("text", ["nowhere", "bachs", "README.md", ""])
def test_anything_else_is_refused_with_what_there_is(text: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("no music")
    with pytest.raises(InputError, match=r"is no corpus: give chorales\[:SPLIT\], a folder that `prepare` made, music"):
        open_corpus(text)


def test_what_a_checkpoint_learned_from_is_told_by_its_split(bach: Mapping[str, Piece], tmp_path: Path) -> None:
    assert open_learned_corpus(None, "bachbot").name == "chorales:bachbot"
    assert open_learned_corpus("chorales", "melody-family").name == "chorales:melody-family"
    with pytest.raises(InputError, match="the model learned from piano, seed 1, 0: name that corpus with --data"):
        open_learned_corpus(None, "piano, seed 1, 0")
    with pytest.raises(InputError, match="chorales is split 'melody-family', the model learned from 'bachbot'"):
        open_learned_corpus("chorales", "bachbot")


def test_a_card_says_what_became_of_the_chorales_keys(bach: Mapping[str, Piece], monkeypatch) -> None:
    names = [*bach][:3]
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_chorales", lambda: bach)
    monkeypatch.setattr("generators.corpora.chorales.splits.Split.part", lambda split, part: names)
    corpus = open_chorales()
    public = "J. S. Bach's four-part chorales in music21's corpus (public domain)"
    assert corpus.about_as(ChoraleEncoding()) == f"{public}, moved to C major or A minor"
    assert corpus.about_as(NotewiseEncoding()) == public


def test_a_vocabulary_is_learned_from_the_training_part_alone(bach: Mapping[str, Piece], tmp_path: Path) -> None:
    for part, piece in zip(("train", "test"), bach.values(), strict=False):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.musicxml").write_text(to_musicxml(piece))
    corpus = open_corpus(str(tmp_path))
    encoding = corpus.fitted(ChordwiseEncoding())
    assert isinstance(encoding, ChordwiseEncoding)
    assert encoding.chords == ChordwiseEncoding().fitted(corpus.pieces("train").values()).chords
    assert corpus.fitted(encoding) == encoding
    with pytest.raises(InputError, match="has its pieces itself: leave music out"):
        next(corpus.originals("test", Path("music")))
