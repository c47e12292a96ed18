"""A small corpus of every kind, and what --data calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from generators.corpora.chorales.splits import Split
from generators.corpora.corpus import PARTS, TRAIN
from generators.corpora.prepared.preparing import Preparation, prepare
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.sixteenths import pitches_of
from generators.files import read_piece
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Piece, cut

DEMO = Path(__file__).parents[3] / "fixtures/pieces/demo/pieces"
BARS = 8 * 4 * 480  # ticks


@cache
def music() -> dict[str, Piece]:
    """The first bars of six chorales of the demo, by the names of their files."""
    return {path.stem: cut(read_piece(path), 0, BARS) for path in sorted(DEMO.glob("bwv*.musicxml"))[:6]}


def chorales(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Bach's chorales, as if the six were all there are."""
    names = [*music()]
    split = Split("few", "", tuple(names[:3]), tuple(names[3:5]), tuple(names[5:]))
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_chorales", music)
    monkeypatch.setattr("generators.corpora.chorales.corpus.load_split", lambda name: split)
    return "chorales:few"


def files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of music files in three parts."""
    for part, (name, piece) in zip((*PARTS, TRAIN), music().items(), strict=False):
        (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / part / f"{name}.musicxml").write_text(to_musicxml(piece))
    return str(folder)


def prepared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `prepare` makes of it, notewise in three keys."""
    settings = Preparation(NotewiseEncoding(), seed=1, transpositions=(-2, 0, 2))
    files(folder / "music", monkeypatch)
    return str(prepare(folder / "music", folder / "prepared", settings, "few", jobs=1).folder)


def jsb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file as Jsb16thSeparated.json is; its second piece has room to be moved."""
    pitches = [pitches_of(piece).tolist() for piece in music().values()]
    path = folder / "Jsb16thSeparated.json"
    path.write_text(json.dumps({"train": [pitches[0], pitches[1][:16]], "valid": pitches[2:3], "test": pitches[3:4]}))
    return str(path)


KINDS: dict[str, Callable[[Path, pytest.MonkeyPatch], str]] = {
    make.__name__: make for make in (chorales, files, prepared, jsb)
}
