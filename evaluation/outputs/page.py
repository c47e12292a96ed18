"""The sections as one HTML page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree, html

from evaluation.outputs.html import Section, element

STYLE = Path(__file__).with_name("page.css")


def page_of(title: str, sets: Sequence[str], sizes: str, sections: Sequence[Section]) -> str:
    """The page. sets: of which the summary has a sentence each; sizes: how much all is held against, in words."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", STYLE.read_text(encoding="utf-8")),
    )
    body = element(
        "body",
        element("a", "To the figures", class_="skip", href="#main"),
        element("header", element("p", "The musical Turing test", class_="programme"), element("h1", title)),
        element("main", *_summary(sets, sizes, sections), _contents(sections), *map(_section, sections), id="main"),
    )
    page = element("html", head, body, lang="en")
    return str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")) + "\n"


def _summary(sets: Sequence[str], sizes: str, sections: Sequence[Section]) -> list[etree._Element]:
    """A sentence for each set, in the order of the sections."""
    sentences = []
    for name in sets:
        clauses = [section.findings[name] for section in sections if name in section.findings]
        said = f": {'; '.join(clauses)}." if clauses else ": nothing could be measured."
        sentences.append(element("p", element("strong", name), said, class_="lead"))
    return [*sentences, element("p", sizes, class_="soft")]


def _contents(sections: Sequence[Section]) -> etree._Element:
    links = [element("li", element("a", each.title, href=f"#{each.anchor}")) for each in sections]
    return element("nav", element("ol", *links), aria_label="Sections")


def _section(each: Section) -> etree._Element:
    heading = f"{each.anchor}-title"
    return element(
        "section", element("h2", each.title, id=heading), *each.body, id=each.anchor, aria_labelledby=heading
    )
