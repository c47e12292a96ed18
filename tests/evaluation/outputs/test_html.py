"""Elements, as lxml reads them back."""

from __future__ import annotations

from lxml import html

from evaluation.outputs.html import absent, element, table


def text_of(made) -> str:
    return html.tostring(made, encoding="unicode")


def test_text_is_escaped_wherever_it_stands() -> None:
    made = text_of(element("p", "<script>", element("b", "&"), '"<i>', title='"><script>'))
    assert "<script>" not in made.replace('title="&quot;><script>"', "")
    [read] = html.fragments_fromstring(made)
    assert "".join(read.itertext()) == '<script>&"<i>'
    assert read.get("title") == '"><script>'
    assert len(read) == 1


def test_a_table_names_its_rows_and_columns_for_those_who_hear_it() -> None:
    made = table("Sizes", ("set", "n", "why"), [("<one>", "3", "few")], words=[2])
    assert [cell.get("scope") for cell in made.iter("th")] == ["col"] * 3 + ["row"]
    assert [cell.get("class") for cell in made.iter("td")] == ["number", "words"]
    assert made.findtext(".//caption/span") == made.get("aria-label") == "Sizes"
    assert made.get("tabindex") == "0"  # it scrolls by itself, also by keyboard


def test_what_is_not_measured_says_why() -> None:
    [reason] = absent("bleu", "BLEU", "no piece is long enough").body
    assert reason.text == "Not measured: no piece is long enough."
