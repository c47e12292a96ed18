"""Rows of piano rolls: where they begin, worked out by hand."""

from __future__ import annotations

from lxml import etree

from evaluation.outputs.rolls import roll_rows


def titles(rolls: list[etree._Element]) -> list[str]:
    return [roll.findtext("title") for roll in rolls]


def notes(rolls: list[etree._Element]) -> list[int]:
    return [len(roll.findall("g[@class='voice human']/rect")) for roll in rolls]


def test_a_piece_of_16_bars_is_one_row(hymn) -> None:
    rolls = roll_rows(hymn(64), "hymn", ())
    assert titles(rolls) == ["hymn"]
    assert notes(rolls) == [4 * 64]


def test_a_longer_one_is_divided_at_bars_into_rows_of_one_length(hymn) -> None:
    rolls = roll_rows(hymn(130), "hymn", ())  # three rows of 43 quarters and a third: bars begin at 44 and 88
    assert titles(rolls) == [f"hymn, row {number} of 3" for number in (1, 2, 3)]
    assert notes(rolls) == [4 * 44, 4 * 44, 4 * 42]


def test_a_passage_is_shaded_in_every_row_that_it_reaches(hymn) -> None:
    rolls = roll_rows(hymn(192), "hymn", (), passage=(40 * 480, 68 * 480))
    shaded = [roll.find("rect[@class='passage']") for roll in rolls]
    assert shaded[2] is None
    widths = [float(each.get("width")) for each in shaded[:2]]
    assert 5.9 < widths[0] / widths[1] < 6.1  # 24 quarters of the first row, 4 of the second
