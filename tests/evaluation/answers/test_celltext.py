"""What pandas and R take by default for something else than text is listed in their documentation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.answers.celltext import guarded, unguarded

PANDAS_MISSING = (  # na_values of pandas.read_csv
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
)  # fmt: skip


@pytest.mark.parametrize("text", PANDAS_MISSING)
def test_what_pandas_takes_for_missing_is_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["40.30", "254", "10.7", ".5", "1e5", "0x1F", "3,5", " 7", "12 %", "inf", "-Inf"])
def test_numbers_are_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["3/4", "2-3", "1 May", "May 3", "mar1", "SEPT2", "jan/01", "12:30"])
def test_what_a_spreadsheet_takes_for_a_date_is_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1", "'=1"])
def test_formulas_are_dead(text):
    """The characters are those of OWASP's page on CSV injection."""
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "NL", "SATB", "T", "demo/s-01", "BWV 40.30", "tune S-1", "Nancy", "Mars", "nano/1"]
)
def test_other_text_stays_as_it_is(text):
    assert guarded(text) == text


@given(st.text())
def test_every_text_is_read_back(text):
    assert unguarded(guarded(text)) == text
