"""The sections as one HTML page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree, html

from evaluation.measures import MEASURES
from evaluation.outputs.html import Section, element
from evaluation.report.material import Material
from evaluation.report.sections import features, method, originality, rolls
from evaluation.report.sections.measured import section_for
from evaluation.report.settings import Settings
from generators.counts import counted

STYLE = Path(__file__).with_name("page.css")
SECTIONS: tuple[Callable[[Material, Settings], Section], ...] = (
    section_for(MEASURES["bleu"]),
    originality.section,
    section_for(MEASURES["diversity"]),
    features.section,
    section_for(MEASURES["rules"]),
    rolls.section,
    method.section,
)


def report_page(material: Material, settings: Settings) -> str:
    """The page. The same material and settings give the same text, whatever `settings.say` is told of its making."""
    sections = []
    for number, make in enumerate(SECTIONS, start=1):
        settings.say(f"{number} of {len(SECTIONS)}: section …")
        sections.append(make(material, settings))
    title = f"{material.title}: what the measures say"
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
        element("main", *_summary(material, sections), _contents(sections), *map(_section, sections), id="main"),
    )
    page = element("html", head, body, lang="en")
    return str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")) + "\n"


def _summary(material: Material, sections: Sequence[Section]) -> list[etree._Element]:
    """A sentence for each set, in the order of the sections."""
    count = sum(map(len, material.sets.values()))
    real = len(material.held_out)
    bar = f"{counted(real, 'piece')} of held-out real music" if real else "no held-out real music"
    sentences = []
    for name in material.sets:
        clauses = [section.findings[name] for section in sections if name in section.findings]
        sentences.append(element("p", element("strong", name), f": {'; '.join(clauses)}.", class_="lead"))
    sizes = (
        f"{counted(count, 'piece')} in {counted(len(material.sets), 'set')}, "
        f"held against {counted(len(material.references), 'reference')} and {bar}."
    )
    unread = len(material.left_out)
    left_out = f" {unread} of {count + unread} could not be read: left out." if unread else ""
    return [*sentences, element("p", sizes + left_out, class_="soft")]


def _contents(sections: Sequence[Section]) -> etree._Element:
    links = [element("li", element("a", each.title, href=f"#{each.anchor}")) for each in sections]
    return element("nav", element("ol", *links), aria_label="Sections")


def _section(each: Section) -> etree._Element:
    heading = f"{each.anchor}-title"
    return element(
        "section", element("h2", each.title, id=heading), *each.body, id=each.anchor, aria_labelledby=heading
    )
