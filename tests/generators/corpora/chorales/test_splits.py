"""The stored splits: nobody learns from what is held out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from generators.corpora.chorales import splits
from generators.corpora.chorales.splits import load_split, making, pick, split_names
from generators.corpora.chorales.splits.making import (
    match,
    melody_families,
    opening,
    split_as_bachbot,
    split_as_boulanger_lewandowski,
    split_by_family,
    write_split,
)
from generators.encodings.chorale import FIRST_NOTE, to_grid
from generators.errors import InputError
from generators.pieces import Piece, transpose

PARTS = ("train", "valid", "test")


@pytest.mark.parametrize("name", ["bachbot", "boulanger-lewandowski", "melody-family"])
def test_every_stored_chorale_exists_and_stands_once(name: str, chorales: Mapping[str, Piece]) -> None:
    assert name in split_names()
    split = load_split(name)
    stored = [bwv for part in PARTS for bwv in getattr(split, part)]
    assert len(stored) == len(set(stored))
    assert set(stored) <= set(chorales)
    assert len(pick(chorales, split.train)) == len(split.train)
    assert split.held_out == split.valid + split.test


def test_no_tune_is_on_two_sides_of_the_melody_family_split(chorales: Mapping[str, Piece]) -> None:
    split = load_split("melody-family")
    sides = [{_tune(chorales[bwv]) for bwv in getattr(split, part)} for part in PARTS]
    assert sides[0].isdisjoint(sides[1] | sides[2])
    assert sides[1].isdisjoint(sides[2])
    assert sum(len(getattr(split, part)) for part in PARTS) == len(chorales)
    assert all(0.08 * len(chorales) < len(part) <= 0.1 * len(chorales) for part in (split.valid, split.test))


def _tune(piece: Piece) -> str:
    pitches = [note.pitch for note in piece.voice("S").notes][:9]
    return " ".join(f"{after - before:+d}" for before, after in pairwise(pitches))


def test_a_family_knows_its_tune_in_every_key(chorales: Mapping[str, Piece]) -> None:
    moved = {"a": chorales["66.6"], "b": chorales["254"], "c": transpose(chorales["66.6"], -3)}
    assert melody_families(moved) == [["a", "c"], ["b"]]
    assert len(opening(chorales["66.6"])) == 8


def test_the_stored_splits_come_again_from_seed_1(chorales: Mapping[str, Piece]) -> None:
    assert split_by_family(chorales, 1) == load_split("melody-family")
    assert split_as_bachbot(chorales, 1) == load_split("bachbot")
    assert split_by_family(chorales, 2) != load_split("melody-family")


def test_bachbots_has_only_common_time_and_a_tenth_held_out(chorales: Mapping[str, Piece]) -> None:
    split = load_split("bachbot")
    assert all((m.numerator, m.denominator) == (4, 4) for bwv in split.train for m in chorales[bwv].meters)
    assert len(split.held_out) == round(0.1 * len(split.train + split.held_out))


def frames(piece: Piece) -> list[list[int]]:
    """As Jsb16thSeparated.json has it: four pitches a sixteenth, -1 for a rest."""
    cells = to_grid(piece).cells
    return np.where(cells >= FIRST_NOTE, (cells - FIRST_NOTE) // 2, -1).tolist()


def test_a_piece_without_a_name_is_found_in_another_key(chorales: Mapping[str, Piece]) -> None:
    few = {bwv: chorales[bwv] for bwv in (*load_split("melody-family").test, "280")}
    assert match(np.array(frames(transpose(few["280"], 2))), few) == ("280", 1.0)


def test_pieces_found_twice_or_not_at_all_are_named(tmp_path, chorales: Mapping[str, Piece]) -> None:
    few = {bwv: chorales[bwv] for bwv in ("66.6", "254", "280")}
    path = tmp_path / "jsb.json"
    path.write_text(
        json.dumps(
            {
                "train": [frames(few["280"])],
                "valid": [frames(few["280"]), [[60, 60, 60, 60]] * 4 + [[62, 61, 60, 59]]],
                "test": [frames(few["66.6"])],
            }
        )
    )
    split, remarks = split_as_boulanger_lewandowski(path, few)
    assert (split.train, split.valid, split.test) == (("280",), (), ("66.6",))
    assert remarks[0].startswith("valid 0: BWV 280 (1.00) is train 0 already")
    assert remarks[1].startswith("valid 1: not found")


def test_an_unknown_split_is_refused_with_the_choices() -> None:
    with pytest.raises(InputError, match=r"no split 'mine': choose from bachbot, boulanger-lewandowski, melody-family"):
        load_split("mine")


def test_a_stored_split_is_never_overwritten_by_another(monkeypatch, tmp_path) -> None:
    stored = load_split("bachbot")
    for module in (splits, making):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    write_split(stored)
    write_split(stored)
    with pytest.raises(InputError, match="holds another split already"):
        write_split(replace(stored, train=stored.train[1:]))
    assert load_split("bachbot") == stored
