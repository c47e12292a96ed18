"""The piano roll of every candidate."""

from __future__ import annotations

from lxml import etree

from evaluation.measures.material import Item
from evaluation.outputs.html import Section, details, element
from evaluation.outputs.rolls import roll_rows
from evaluation.report.folder import Reported

OPEN = 8  # a set with more pieces is folded away


def rolls_section(reported: Reported) -> Section:
    body = [
        element("p", "Hollow notes are the machine’s, solid ones a person’s; a thin vertical line begins each bar."),
    ]
    for name, items in reported.sets.items():
        words = f"{name}: {len(items)} piece{'s' * (len(items) != 1)}"
        rolls = element("div", *(_roll(item) for item in items), class_="rolls")
        body.append(details(words, rolls, open_=len(items) <= OPEN))
    return Section("pieces", "Every piece", body)


def _roll(item: Item) -> etree._Element:
    return element("figure", *roll_rows(item.piece, item.name, item.machine), element("figcaption", item.name))
