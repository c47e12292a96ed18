"""Bach's stored counts are those of the chorales that music21 brings, and nobody wrote them by hand."""

from __future__ import annotations

from evaluation.measures.rules.bach import PATH, as_record, bach, measure_bach


def test_the_stored_counts_are_those_of_the_chorales() -> None:
    measured = measure_bach()
    assert as_record(measured) == PATH.read_text(encoding="utf-8")
    assert list(bach()) == measured
    assert len(bach()) == 365
