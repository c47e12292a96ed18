import csv
from io import StringIO

import pytest

from generators.files.table import csv_text, records_csv


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_written_is_read_back_whatever_stands_in_it(line_end):
    rows = [["name", "value"], ['a "b", c', "two\nlines"], ["", "ü"]]
    text = csv_text(rows, line_end)
    assert text.startswith(f"name,value{line_end}")
    assert list(csv.reader(StringIO(text, newline=""))) == rows


def test_what_is_not_there_is_an_empty_cell():
    assert csv_text([("a", "b", "c"), (None, 1.5, "x")]) == "a,b,c\n,1.5,x\n"


def test_records_stand_below_their_names_in_whatever_order_each_holds_them():
    assert records_csv([{"a": 1, "b": None}, {"b": "x", "a": 2}]) == "a,b\n1,\n2,x\n"
