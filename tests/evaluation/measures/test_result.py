"""A table as people and as programs read it."""

from __future__ import annotations

import pytest

from evaluation.measures.result import Column, Table

COLUMNS = (
    Column("set", "set"),
    Column("piece", "piece"),
    Column("share", "share", ".1%"),
    Column("rate", "95 % interval", ".2f", "range"),
    Column("raw"),
    Column(heading="said", kind="words"),
)
ROWS = [["lstm", "one", 0.5, (0.25, 1.0), 7, "much"], ["gpt", "two", None, None, None, "nothing"]]


@pytest.fixture
def table() -> Table:
    return Table("pieces", "Every piece", COLUMNS, ROWS, grouped=True)


def test_people_see_headings_percents_ranges_and_dashes_under_the_set_s_name(table) -> None:
    assert table.groups() == {
        "lstm": [["one", "50.0 %", "0.25–1.00", "much"]],
        "gpt": [["two", "–", "–", "nothing"]],
    }


def test_a_range_of_percents_has_a_space_before_each_sign() -> None:
    assert Column("share", "share", ".1%", "range").shown((0.25, 1.0)) == "25.0 %–100.0 %"


def test_programs_read_raw_values_by_name_and_a_range_as_two(table) -> None:
    first, second = table.records()
    assert first == {"set": "lstm", "piece": "one", "share": 0.5, "rate_low": 0.25, "rate_high": 1.0, "raw": 7}
    assert second == {"set": "gpt", "piece": "two", **dict.fromkeys(["share", "rate_low", "rate_high", "raw"])}


def test_a_notebook_gets_a_data_frame_of_them(table) -> None:
    frame = table.to_frame()
    assert list(frame.columns) == table.names
    assert frame.loc[frame["set"] == "lstm", "rate_high"].item() == 1.0
    assert frame["share"].isna().tolist() == [False, True]


def test_rows_that_are_long_to_make_are_made_once_and_when_they_are_asked_for() -> None:
    made = []
    table = Table("pieces", "Every piece", COLUMNS, lambda: made.append(1) or ROWS)
    assert made == []
    assert len(table.rows) == len(table.rows) == 2
    assert made == [1]
