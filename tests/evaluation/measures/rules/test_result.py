"""What the measure of part-writing finds, beside Bach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.measures.rules.result import measure
from evaluation.measures.rules.rules import RULES
from generators.corpora.chorales.scores import load_chorales
from generators.errors import InputError
from generators.pieces import Piece

BACH = ("66.6", "253", "254", "255")


@pytest.fixture
def parallel(hymn) -> Piece:
    """A hymn whose alto doubles its soprano at the octave below."""
    piece = hymn(12, fermatas=(4, 8, 12))
    low = tuple(replace(note, pitch=note.pitch - 12) for note in piece.voices[0].notes)
    return replace(piece, voices=(piece.voices[0], replace(piece.voices[1], notes=low), *piece.voices[2:]))


@pytest.fixture(scope="module")
def chorales() -> list[Piece]:
    every = load_chorales()
    return [every[bwv] for bwv in BACH]


def test_each_set_stands_beside_bach_and_held_out_music(material, rows, chorales, parallel) -> None:
    made = measure(material([], chorales, poor=[parallel] * 6))
    headings = [column.heading for column in made.tables[0].columns]
    assert headings == ["rule", "Bach", "held-out real music", "poor"]
    table = {row[0]: row[1:] for row in rows(made, "Violations per 100 chords")}
    assert len(table) == len(RULES) + 1
    assert table["all rules"][0] == "6.96"
    bach, _, poor = table["parallel octaves"]
    assert bach == "0.06"
    assert poor.endswith(" more")
    assert "parallel octaves 1:2 SA" in rows(made, "Every piece", "poor")[0][-1]
    assert list(made.findings) == ["poor"]
    assert "per 100 chords (Bach 7.0, his range " in made.findings["poor"]
    assert ", and more often than Bach the rules on parallel octaves" in made.findings["poor"]


def test_music_in_other_than_four_voices_is_left_out_and_said_to_be(material, hymn, parallel) -> None:
    duet = replace(hymn(4), voices=hymn(4).voices[:2])
    made = measure(material([], [], duets=[duet], poor=[parallel]))
    assert made.notes[0].startswith("duets is not measured: duets 0: hymn has 2 voices")
    with pytest.raises(InputError, match="duets 0: hymn has 2 voices"):
        measure(material([], [parallel], duets=[duet]))


def test_a_set_like_bach_breaks_no_rule_more_often(material, rows, chorales) -> None:
    made = measure(material([], [], chorales=chorales))
    assert made.findings["chorales"].endswith(", and none more often than Bach")
