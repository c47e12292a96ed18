"""One result as text, JSON, CSV and a section of a page."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from lxml import etree

from evaluation.measures.measure import Measure
from evaluation.measures.result import ALL, Column, Excerpts, Picture, Result, Roll, Table
from evaluation.outputs.csv import as_csv
from evaluation.outputs.json import as_json
from evaluation.outputs.section import section_of
from evaluation.outputs.text import LISTED, as_text

MEASURE = Measure("toy", "Toys", "how many toys there are", "More is merrier.", made_by="nowhere")


def pieces(count: int) -> Table:
    columns = (Column("set", "set"), Column("piece", "piece"), Column("toys", "toys", ",d"), Column("bits"))
    rows = [[("lstm", "gpt")[number % 2], f"<{number}>", 1000 * number, None] for number in range(count)]
    return Table("pieces", "Every piece", columns, rows, grouped=True, folded=True)


@pytest.fixture
def result(hymn) -> Result:
    sets = Table("sets", "Toys of each set", (Column("set", "set"), Column("mean", "mean", ".2f")), [["lstm", 1.234]])
    return Result(
        detail=pieces(3),
        tables=(sets,),
        signatures={ALL: "toys|v:1"},
        findings={"lstm": "it has toys"},
        notes=("gpt is too few",),
        method=("counted by hand",),
        pictures=(Picture("many toys", lambda: b"<svg>light</svg>", lambda: b"<svg>dark</svg>"),),
        excerpts=(Excerpts("The toys of lstm", "a toy", (Roll("lstm 0", hymn(4), tuple("SATB")),)),),
    )


def test_text_ends_with_what_matters_and_the_signature(result) -> None:
    assert as_text(result).split("\n") == [
        "Every piece",
        "      toys",
        "lstm",
        "<0>      0",
        "<2>  2,000",
        "gpt",
        "<1>  1,000",
        "",
        "Toys of each set",
        "       mean",
        "lstm   1.23",
        "gpt is too few",
        "",
        "counted by hand",
        "toys|v:1",
    ]


def test_text_counts_the_pieces_of_a_large_set(result) -> None:
    large = as_text(replace(result, detail=pieces(LISTED + 1)))
    assert large.startswith(f"{LISTED + 1} pieces; --csv FILE names each\n")


def test_json_has_every_table_by_its_name(result) -> None:
    record = json.loads(as_json(result))
    assert record["signature"] == "toys|v:1"
    assert record["sets"] == [{"set": "lstm", "mean": 1.234}]
    assert record["pieces"][1] == {"set": "gpt", "piece": "<1>", "toys": 1000, "bits": None}
    assert (record["findings"], record["notes"]) == ({"lstm": "it has toys"}, ["gpt is too few"])
    own = replace(result, record=lambda: {"mean": 1})
    assert json.loads(as_json(own)) == {"mean": 1}


def test_csv_has_a_row_a_piece_and_empty_cells(result) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(result.detail))))
    assert [row["piece"] for row in rows] == ["<0>", "<1>", "<2>"]
    assert rows[1] == {"set": "gpt", "piece": "<1>", "toys": "1000", "bits": ""}


def test_a_section_says_what_the_measure_means_and_folds_the_pieces_away(result) -> None:
    section = section_of(MEASURE, result)
    assert (section.anchor, section.title, section.findings) == ("toy", "Toys", {"lstm": "it has toys"})
    assert section.body[0].text == "More is merrier."
    folded = next(part for part in section.body if part.tag == "details")
    assert [caption.text for caption in folded.iterfind(".//caption/span")] == ["lstm: every piece", "gpt: every piece"]
    words = " ".join("".join(etree.tostring(part, encoding="unicode", method="text")) for part in section.body)
    for said in ("gpt is too few.", "counted by hand.", "Signature: toys|v:1", "The toys of lstm", "a toy"):
        assert said in words
    assert [image.get("alt") for part in section.body for image in part.iter("img")] == ["many toys"]
    assert [roll.findtext("title") for part in section.body for roll in part.iter("svg")] == ["lstm 0"]


def test_pieces_that_are_not_folded_away_stand_open_in_the_section(result) -> None:
    section = section_of(MEASURE, replace(result, detail=replace(pieces(3), folded=False)))
    captions = [caption.text for part in section.body for caption in part.iterfind(".//caption/span")]
    assert captions == ["Toys of each set", "lstm: every piece", "gpt: every piece"]
    assert not [part for part in section.body if part.tag == "details"]
