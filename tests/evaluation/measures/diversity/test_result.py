"""What the measure of variety finds: its figures are those of its functions."""

from __future__ import annotations

import pytest

from evaluation.measures.diversity.result import measure
from evaluation.measures.diversity.self_bleu import self_bleu
from generators.errors import InputError


def test_a_set_that_repeats_itself_raises_the_alarm_and_names_the_duplicates(material, hymn, rows) -> None:
    real = [hymn(quarters, step=quarters % 4) for quarters in range(8, 20)]
    sets = material([], real, same=[hymn(16)] * 5, alike=real[:5])
    made = measure(sets)
    expected = self_bleu(sets.sets["alike"].corpus, encoding="notewise")
    table = {row[0]: row for row in rows(made, "Each set by itself")}
    assert (table["same"][1], *table["same"][3:5]) == ("5", "1.0000", "4")
    assert table["alike"][3] == f"{expected.mean:.4f}"
    assert rows(made, "Duplicates", "same")[0] == ["same 1", "same 0", "100 %", "yes"]
    alarms = {tuple(row[:2]): row[-1] for row in rows(made, "Variety beside that of real music")}
    assert alarms["same", "self-BLEU"] == "less variety"
    assert alarms["alike", "self-BLEU"] == "no alarm"
    assert made.findings["same"].startswith("it varies less than real music (self-BLEU")
    assert made.findings["alike"] == "no alarm for collapse"
    assert made.signatures["alike, self-BLEU"] == expected.signature
    assert made.signatures["alike, variety"].startswith("variety|set:5|digest:")


def test_what_is_too_few_is_said_and_gives_no_figure(material, hymn) -> None:
    pieces = [hymn(quarters) for quarters in range(8, 12)]
    with pytest.raises(InputError, match="2 are needed at least, not 1"):
        measure(material([], pieces, one=[hymn(8)]))
    few = measure(material([], pieces, one=[hymn(8)], two=pieces[:2]))
    assert "2 are needed at least, not 1" in few.notes[0]
    assert few.notes[1] == ("two is not measured: 4 held-out sequences are too few to draw sets from: 10 are needed")
    none = measure(material([], [], two=pieces[:2]))
    assert none.notes == ("without held-out real music there is no alarm for collapse",)
    assert few.findings == none.findings == {}
