"""The report's section on part-writing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from evaluation.measures.rules import RULES
from evaluation.report.material import Item, Material
from evaluation.report.sections.rules import section
from evaluation.report.settings import Settings
from generators.corpora.chorales.scores import load_chorales
from generators.pieces import Piece

BACH = ("66.6", "253", "254", "255")


def material(held_out: list[Piece], **sets: list[Piece]) -> Material:
    def items(pieces: list[Piece]) -> list[Item]:
        return [Item(f"piece {number}", piece, ()) for number, piece in enumerate(pieces)]

    return Material(
        title="test",
        sets={name: items(pieces) for name, pieces in sets.items()},
        held_out=items(held_out),
        references=[],
        encoding="chorale",
        left_out=(),
    )


def text(made) -> str:
    return " ".join(" ".join(etree.tostring(part, encoding="unicode", method="text") for part in made.body).split())


@pytest.fixture
def parallel(hymn) -> Piece:
    """A hymn whose alto doubles its soprano at the octave below."""
    piece = hymn(12, fermatas=(4, 8, 12))
    low = tuple(replace(note, pitch=note.pitch - 12) for note in piece.voices[0].notes)
    return replace(piece, voices=(piece.voices[0], replace(piece.voices[1], notes=low), *piece.voices[2:]))


def test_each_set_stands_beside_bach_and_held_out_music(parallel) -> None:
    chorales = load_chorales()
    made = section(material([chorales[bwv] for bwv in BACH], poor=[parallel] * 6), Settings())
    first = made.body[1].find(".//table")
    assert [cell.text for cell in first.findall("thead/tr/th")] == ["rule", "Bach", "held-out real music", "poor"]
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in first.findall("tbody/tr")}
    assert len(rows) == len(RULES) + 1
    assert rows["all rules"][0] == "6.96"
    bach, _, poor = rows["parallel octaves"]
    assert bach == "0.06"
    assert poor.endswith(" more")
    assert "parallel octaves 1:2 SA" in text(made)
    assert list(made.findings) == ["poor"]
    assert "per 100 chords (Bach 7.0, his range " in made.findings["poor"]
    assert ", and more often than Bach the rules on parallel octaves" in made.findings["poor"]


def test_music_in_other_than_four_voices_is_left_out_and_said_to_be(hymn, parallel) -> None:
    duet = replace(hymn(4), voices=hymn(4).voices[:2])
    assert "duets is not measured: piece 0: hymn has 2 voices" in text(
        section(material([], duets=[duet], poor=[parallel]), Settings())
    )
    alone = section(material([parallel], duets=[duet]), Settings())
    assert "Not measured: piece 0: hymn has 2 voices" in text(alone)
    assert alone.findings == {}


def test_a_set_like_bach_breaks_no_rule_more_often() -> None:
    chorales = load_chorales()
    made = section(material([], chorales=[chorales[bwv] for bwv in BACH]), Settings())
    assert made.findings["chorales"].endswith(", and none more often than Bach")
