"""Every piece as a piano roll."""

from __future__ import annotations

from evaluation.report.rolls import rolls_section


def test_every_piece_has_a_roll_under_its_name_and_large_sets_are_folded(reported, hymn) -> None:
    made = rolls_section(reported([hymn(4)], [], few=[hymn(4)] * 8, many=[hymn(4)] * 9))
    few, many = (part for part in made.body if part.tag == "details")
    assert (few.get("open"), many.get("open")) == ("", None)
    assert few.findtext("summary") == "few: 8 pieces"
    assert [roll.findtext("title") for roll in few.iter("svg")] == [f"few {n}" for n in range(8)]
    assert [figure.findtext("figcaption") for figure in many.iter("figure")] == [f"many {n}" for n in range(9)]
    assert all(roll.find("g[@class='voice machine']") is not None for roll in many.iter("svg"))
