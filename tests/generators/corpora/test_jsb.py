"""The JSB benchmark's file, in its published form, and its view as tokens."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from generators.corpora.jsb import read_jsb, transpositions
from generators.encodings.sixteenths import SixteenthsEncoding, piece_of, pitches_of, tokens_of
from generators.errors import InputError

# The first frames of two of its pieces, shortened.
FIRST = [[74, 70, 65, 58], [74, 70, 65, 58], [75, 70, 58, 55], [-1, 70, 58, -1]]
SECOND = [[60, 55, 52, 48], [60, 57, 53, 41]]


@pytest.fixture
def jsb(tmp_path: Path) -> Path:
    path = tmp_path / "Jsb16thSeparated.json"
    path.write_text(json.dumps({"train": [FIRST, SECOND], "valid": [SECOND], "test": []}))
    return path


def test_the_parts_are_read_as_they_stand(jsb: Path) -> None:
    parts = read_jsb(jsb).parts
    found = {part: [piece.tolist() for piece in pieces.values()] for part, pieces in parts.items()}
    assert found == json.loads(jsb.read_text())


def test_pitches_become_notes_and_come_back(jsb: Path) -> None:
    pitches = read_jsb(jsb).parts["train"]["train:1"]
    piece = piece_of(pitches)
    soprano = [(note.onset, note.duration, note.pitch) for note in piece.voices[0].notes]
    assert soprano == [(0, 240, 74), (240, 120, 75)]
    np.testing.assert_array_equal(pitches_of(piece), pitches)
    assert SixteenthsEncoding().encode(piece) == tokens_of(pitches)
    names = [SixteenthsEncoding().vocabulary[token] for token in tokens_of(pitches)]
    assert names == ["START", *(str(pitch).replace("-1", "-") for frame in FIRST for pitch in frame), "END"]


def test_transpositions_keep_every_voice_in_its_range(jsb: Path) -> None:
    """By hand: the first piece stands at the top and its tenor may sink by 6; the second at the bottom (its soprano),
    and its bass may rise by 10.
    """
    named = transpositions(read_jsb(jsb).parts["train"])
    assert [name for name in named if name.startswith("train:1")] == [
        *(f"train:1-{steps}" for steps in range(6, 0, -1)),
        "train:1",
    ]
    made = [*named.values()]
    starts = [tuple(piece[0].tolist()) for piece in made]
    assert [start for start in starts if start[0] - start[1] == 4] == [
        (74 + steps, 70 + steps, 65 + steps, 58 + steps) for steps in range(-6, 1)
    ]
    assert [start[3] for start in starts if start[0] - start[1] == 5] == list(range(48, 59))
    assert made[0][3, 0] == -1


@pytest.mark.parametrize(
    "text",
    [
        '{"train": []}',
        "[1]",
        "no json",
        '{"train": [], "valid": [], "test": []}',
        '{"train": [[[1, 2, 3]]], "valid": [], "test": []}',
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)
    with pytest.raises(InputError, match="is not Jsb16thSeparated"):
        read_jsb(path)
    with pytest.raises(InputError, match="No such file"):
        read_jsb(tmp_path / "missing.json")


@pytest.mark.parametrize(
    ("tokens", "message"),
    [([5, 1], "begins with START"), ([0, 5, 6, 7, 0, 1], "token 4, 0, is no pitch"), ([0, 5, 6, 1], "not finished")],
)
def test_tokens_that_are_no_chorale_are_refused(tokens: list[int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        SixteenthsEncoding().decode(tokens)
