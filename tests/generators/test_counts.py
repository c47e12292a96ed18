"""Counts in words."""

from generators.counts import counted


def test_one_is_one_and_others_are_several() -> None:
    assert [counted(number, "note") for number in (0, 1, 1204)] == ["0 notes", "1 note", "1,204 notes"]
    assert counted(2, "change of volume", "changes of volume") == "2 changes of volume"
