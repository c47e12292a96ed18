"""The report's section on the machine listener, which is asked with few permutations to be quick."""

from __future__ import annotations

from dataclasses import replace

from evaluation.report.sections.features import section
from evaluation.report.settings import Settings
from generators.pieces import transpose

QUICK = Settings(permutations=19)  # 1 of 20: as few as can tell


def test_sets_that_are_told_have_an_auc_and_what_tells_them(material, hymn, rows, read) -> None:
    real = [hymn(quarters) for quarters in range(8, 20)]
    low = [transpose(hymn(quarters, step=2), -12) for quarters in range(8, 18)]
    made = section(material([hymn(8)], real, low=low, few=low[:3]), Settings(permutations=99))
    verdicts = rows(made, "Whether classifiers tell the set")
    assert [row[0] for row in verdicts] == ["low, linear", "low, trees"]
    assert [row[1] for row in verdicts] == ["1.00", "1.00"]
    assert made.findings == {"low": "classifiers tell it from real music with an AUC of 1.00 (linear)"}
    assert all(float(row[3]) <= 0.05 for row in verdicts)  # among all distances, which 19 permutations cannot tell
    assert rows(made, "What tells low from real music")
    assert rows(made, "low: the 12 distances")
    assert "few was not heard: 5 folds need 10 pieces of each set: the second has 3." in read(made)
    assert "low: compare|first:12|digest:" in read(made)


def test_pieces_of_real_music_in_the_set_are_pointed_out(material, hymn, read) -> None:
    real = [hymn(quarters) for quarters in range(8, 20)]
    copies = [transpose(piece, 2) for piece in real[:3]]
    made = section(material([hymn(8)], real, set=[hymn(q, step=1) for q in range(8, 16)] + copies), QUICK)
    assert "3 of set equal pieces of real music in every feature, which lowers the AUC." in read(made)


def test_without_real_music_nothing_is_compared(material, hymn, read) -> None:
    made = section(material([hymn(8)], [], set=[hymn(8)]), QUICK)
    assert read(made) == "Not measured: no held-out real music was given to compare with."


def test_what_chance_explains_is_no_finding(material, hymn) -> None:
    real = [hymn(quarters) for quarters in range(8, 20)]
    made = section(material([hymn(8)], real, low=[transpose(piece, -12) for piece in real]), Settings(permutations=1))
    assert made.findings["low"].startswith("classifiers do not tell it from real music (AUC ")


def test_progress_is_said_and_a_missing_tempo_is_pointed_out(material, hymn, read) -> None:
    real = [replace(hymn(quarters), tempos=()) for quarters in range(8, 20)]
    said: list[str] = []
    settings = Settings(permutations=25, say=said.append)
    made = section(material([hymn(8)], real, set=[hymn(q, step=1) for q in range(8, 18)]), settings)
    assert said == ["  set: 20 of 25 permutations"]
    assert "left out is notes per second: 12 of 22 pieces name no tempo (12 of the first set's 12)" in read(made)
    assert "notes per second" not in read(made).partition("left out is notes per second")[2].partition("tempo")[2]
