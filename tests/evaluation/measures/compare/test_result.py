"""What the machine listener finds, asked with few permutations to be quick."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.measures.compare.result import measure
from generators.errors import InputError
from generators.pieces import transpose

QUICK = 19  # permutations: 1 of 20, as few as can tell


def test_sets_that_are_told_have_an_auc_and_what_tells_them(material, hymn, rows) -> None:
    real = [hymn(quarters) for quarters in range(8, 20)]
    low = [transpose(hymn(quarters, step=2), -12) for quarters in range(8, 18)]
    made = measure(material([], real, low=low, few=low[:3]), permutations=99)
    verdicts = rows(made, "Whether classifiers tell the set")
    assert [row[:3] for row in verdicts] == [["low", "linear", "1.000"], ["low", "trees", "1.000"]]
    assert made.findings == {"low": "classifiers tell it from real music with an AUC of 1.00 (linear)"}
    assert all(float(row[4]) <= 0.05 for row in verdicts)  # among all distances, which 19 permutations cannot tell
    assert rows(made, "What tells the set", "low")
    assert rows(made, "Distances", "low")
    assert "few is not measured: 5 folds need 10 pieces of each set: the second has 3" in made.notes
    assert made.signatures["low"].startswith("compare|first:12|digest:")


def test_pieces_of_real_music_in_the_set_are_pointed_out(material, hymn) -> None:
    real = [hymn(quarters) for quarters in range(8, 20)]
    copies = [transpose(piece, 2) for piece in real[:3]]
    made = measure(material([], real, set=[hymn(q, step=1) for q in range(8, 16)] + copies), permutations=QUICK)
    assert "3 of set equal pieces of real music in every feature, which lowers the AUC" in made.notes


def test_without_real_music_nothing_is_compared(material, hymn) -> None:
    with pytest.raises(InputError, match="no held-out real music"):
        measure(material([], [], set=[hymn(8)]))


def test_what_chance_explains_is_no_finding(material, hymn) -> None:
    real = [hymn(quarters) for quarters in range(8, 20)]
    made = measure(material([], real, low=[transpose(piece, -12) for piece in real]), permutations=1)
    assert made.findings["low"].startswith("classifiers do not tell it from real music (AUC ")


def test_progress_is_said_and_a_missing_tempo_is_pointed_out(material, hymn) -> None:
    real = [replace(hymn(quarters), tempos=()) for quarters in range(8, 20)]
    said: list[str] = []
    sets = replace(material([], real, set=[hymn(q, step=1) for q in range(8, 18)]), say=said.append)
    made = measure(sets, permutations=25)
    assert said == ["12 and 10 pieces; 25 permutations", "20 of 25 permutations"]
    tempo = "left out is notes per second: 12 of 22 pieces name no tempo (12 of the 12 of real music)"
    assert f"set: {tempo}" in made.notes
    assert not [row for row in made.detail.rows if "notes per second" in str(row)]
