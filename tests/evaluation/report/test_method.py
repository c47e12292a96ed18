"""How a report was made."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from evaluation.report.method import method_section


def test_the_command_the_sizes_and_what_was_left_out_are_named(reported, hymn) -> None:
    sets = replace(reported([hymn(8)] * 3, [], lstm=[hymn(8)] * 2), left_out=("<b>.mid: no notes",))
    material = replace(sets.material, seed=7, window=512)
    made = method_section(sets, material, "python -m evaluation report x")
    words = " ".join(etree.tostring(part, encoding="unicode", method="text") for part in made.body)
    for fact in (
        "python -m evaluation report x",
        "lstm (2)",
        "Held-out real musicnone given",
        "References3 pieces",
        "512 tokens",
        "Seed7",
        "numpy ",
        "<b>.mid: no notes",
    ):
        assert fact in words
