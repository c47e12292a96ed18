"""What holds for every corpus, whatever it is kept as: one contract."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generators.corpora.chorales.splits import Split
from generators.corpora.corpus import PARTS, TRAIN, Corpus
from generators.corpora.opening import open_corpus
from generators.corpora.prepared.preparing import Preparation, prepare
from generators.encodings import Encoding
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.sixteenths import SixteenthsEncoding, pitches_of
from generators.errors import InputError
from generators.files.musicxml import to_musicxml
from generators.pieces import Piece

Music = Mapping[str, Piece]


def chorales(bach: Music, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Encoding]:
    names = [*bach]
    split = Split("few", "", tuple(names[:3]), tuple(names[3:5]), tuple(names[5:6]))
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_chorales", lambda: bach)
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_split", lambda name: split)
    return "chorales:few", ChoraleEncoding()


def prepared(bach: Music, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Encoding]:
    files(bach, folder / "music", monkeypatch)
    settings = Preparation(NotewiseEncoding(), seed=1, transpositions=(-2, 0, 2))
    return str(prepare(folder / "music", folder / "prepared", settings, "few", jobs=1).folder), NotewiseEncoding()


def files(bach: Music, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Encoding]:
    for part, (name, piece) in zip((*PARTS, TRAIN), bach.items(), strict=False):
        (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / part / f"{name}.musicxml").write_text(to_musicxml(piece))
    return str(folder), ChoraleEncoding()


def jsb(bach: Music, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Encoding]:
    pitches = [pitches_of(piece).tolist() for piece in [*bach.values()][:4]]
    path = folder / "Jsb16thSeparated.json"
    path.write_text(json.dumps({"train": [pitches[0], pitches[1][:16]], "valid": pitches[2:3], "test": pitches[3:]}))
    return str(path), SixteenthsEncoding()


@pytest.fixture(params=[chorales, prepared, files, jsb], ids=lambda make: make.__name__)
def opened(request, bach: Music, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Corpus, Encoding]:
    """A corpus of that kind, and an encoding that it can be had in."""
    make: Callable[..., tuple[str, Encoding]] = request.param
    text, encoding = make(bach, tmp_path, monkeypatch)
    return open_corpus(text), encoding


def test_tokens_are_those_of_the_pieces(opened) -> None:
    corpus, encoding = opened
    assert corpus.fitted(encoding) == encoding
    for part in PARTS:
        pieces, tokens = corpus.pieces(part), corpus.tokens(part, encoding)
        assert pieces
        assert set(pieces) <= set(tokens)
        for name, piece in pieces.items():
            assert tokens[name].tolist() == encoding.encode(encoding.prepare(piece))


def test_only_a_transposed_training_part_has_more_tokens_than_pieces(opened) -> None:
    corpus, encoding = opened
    more = {part: len(corpus.tokens(part, encoding)) > len(corpus.pieces(part)) for part in PARTS}
    assert more == {part: part == TRAIN and corpus.transposed for part in PARTS}


def test_a_card_can_say_where_they_come_from(opened) -> None:
    corpus, encoding = opened
    assert corpus.name
    assert corpus.split
    assert corpus.about_as(encoding).startswith(corpus.about)
    assert corpus.about


def test_an_encoding_that_cannot_carry_them_is_refused_in_a_line(opened) -> None:
    corpus, _ = opened
    with pytest.raises(InputError) as refusal:
        corpus.tokens("valid", DrumEncoding())
    first = next(iter(corpus.pieces("valid")))
    kept = corpus.encoding is not None
    assert str(refusal.value).startswith(f"{corpus.name} is kept as " if kept else f"{first}: ")
    assert "\n" not in str(refusal.value)


def test_the_same_corpus_opened_again_is_the_same_split(opened) -> None:
    corpus, _ = opened
    assert open_corpus(corpus.name).split == corpus.split
