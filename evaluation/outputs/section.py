"""A result as a section of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from lxml import etree

from evaluation.measures.measure import Measure
from evaluation.measures.result import Excerpts, Result, Roll, Table
from evaluation.outputs.html import Section, details, element, picture, table
from evaluation.outputs.rolls import roll_rows


def section_of(measure: Measure, result: Result) -> Section:
    """What the measure means, its tables and pictures, what is folded away, and what it depends on."""
    every = (*result.tables, result.detail)
    folded = [each for each in every if each.folded]
    body = [
        element("p", measure.meaning),
        *(part for each in every if not each.folded for part in _tables(each)),
        *(element("p", f"{note}.", class_="absent") for note in result.notes),
        *_pictures(result),
        *_excerpts(result.excerpts),
        *(details(each.caption, *parts) for each in folded if (parts := list(_tables(each)))),
        *(element("p", f"{line}.", class_="small") for line in result.method),
        *_signatures(result.signatures),
    ]
    return Section(measure.name, measure.title, body, dict(result.findings))


def _tables(each: Table) -> Iterator[etree._Element]:
    """The table, or one for each of its groups."""
    columns = [each.columns[place] for place in each.seen]
    words = [place for place, column in enumerate(columns) if column.kind == "words"]
    for name, rows in each.groups().items():
        caption = f"{name}: {each.caption[0].lower()}{each.caption[1:]}" if name else each.caption
        yield table(caption, [column.heading for column in columns], rows, words)


def _pictures(result: Result) -> Iterator[etree._Element]:
    if result.pictures:
        drawn = (picture(each.text, each.light(), each.dark()) for each in result.pictures)
        yield element("div", *drawn, class_="plots")


def _excerpts(every: Sequence[Excerpts]) -> Iterator[etree._Element]:
    for heading, excerpts in groupby(every, key=lambda each: each.heading):
        yield element("h3", heading)
        for each in excerpts:
            beside = element("div", *map(_roll, each.rolls), class_="beside")
            yield element("figure", beside, element("figcaption", each.caption))


def _roll(roll: Roll) -> etree._Element:
    return element("div", *roll_rows(roll.piece, roll.title, roll.machine, roll.passage))


def _signatures(signatures: Mapping[str, str]) -> Iterator[etree._Element]:
    for name, signature in signatures.items():
        yield element("p", f"{name or 'Signature'}: ", element("code", signature), class_="small")
