"""The report's section on variety: its figures are `evaluation.measures.diversity`'s."""

from __future__ import annotations

from evaluation.measures.diversity import self_bleu
from evaluation.report.sections.diversity import section
from evaluation.report.settings import Settings
from evaluation.sequences.packed import pack


def test_a_set_that_repeats_itself_raises_the_alarm_and_names_the_duplicates(material, hymn, rows, read) -> None:
    real = [hymn(quarters, step=quarters % 4) for quarters in range(8, 20)]
    sets = material([hymn(8)], real, same=[hymn(16)] * 5, alike=real[:5])
    made = section(sets, Settings())
    expected = self_bleu(pack([item.tokens for item in sets.sets["alike"]]), encoding="notewise")
    table = {row[0]: row for row in rows(made, "Each set by itself")}
    assert table["same"][1:4] == ["5", "1.0000", "4"]
    assert table["alike"][2] == f"{expected.mean:.4f}"
    assert rows(made, "Duplicates in same")[0] == ["same 1", "same 0", "equal"]
    alarms = {row[0]: row[-1] for row in rows(made, "Variety beside that of real music")}
    assert alarms["same, self-BLEU"] == "less variety"
    assert alarms["alike, self-BLEU"] == "no alarm"
    assert made.findings["same"].startswith("it varies less than real music (self-BLEU")
    assert made.findings["alike"] == "no alarm for collapse"
    assert f"alike: {expected.signature}" in read(made)
    assert "alike: variety|set:5|digest:" in read(made)


def test_what_is_too_few_is_said_and_gives_no_figure(material, hymn, read) -> None:
    pieces = [hymn(quarters) for quarters in range(8, 12)]
    alone = section(material([hymn(8)], pieces, one=[hymn(8)]), Settings())
    assert read(alone) == "Not measured: every set is a single piece."
    few = section(material([hymn(8)], pieces, one=[hymn(8)], two=pieces[:2]), Settings())
    assert "one is a single piece." in read(few)
    assert "two cannot be compared: 4 held-out sequences are too few to draw sets from: 10 are needed." in read(few)
    none = section(material([hymn(8)], [], two=pieces[:2]), Settings())
    assert "Without held-out real music there is no alarm for collapse." in read(none)
    assert few.findings == none.findings == {}
