"""What holds for every corpus, whatever it is kept as: one contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from generators.corpora.corpus import PARTS, TRAIN, Corpus
from generators.corpora.opening import open_corpus
from generators.encodings import Encoding
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.drums import DrumEncoding
from generators.errors import InputError
from tests.generators.corpora.kinds import KINDS


@pytest.fixture(params=KINDS)
def opened(request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Corpus, Encoding]:
    """A corpus of that kind, and an encoding that it can be had in."""
    corpus = open_corpus(KINDS[request.param](tmp_path, monkeypatch))
    return corpus, corpus.encoding or ChoraleEncoding()


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


def test_every_piece_of_a_part_is_among_all(opened) -> None:
    corpus, _ = opened
    every = corpus.every()
    for part in PARTS:
        for name, piece in corpus.pieces(part).items():
            assert every[name] == piece


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
