"""How a report was made."""

from __future__ import annotations

from dataclasses import replace

from evaluation.report.sections.method import section
from evaluation.report.settings import Settings


def test_the_command_the_sizes_and_what_was_left_out_are_named(material, hymn, read) -> None:
    sets = replace(material([hymn(8)] * 3, [], lstm=[hymn(8)] * 2), left_out=("<b>.mid: no notes",))
    words = read(section(sets, Settings(seed=7, window=512, command="python -m evaluation report x")))
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
