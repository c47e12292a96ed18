"""HTML from elements, so that every text is escaped, and the few parts that the report's sections share."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

Child = etree._Element | str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. `findings` are clauses for the summary, by set."""

    anchor: str
    title: str
    body: Sequence[etree._Element]
    findings: dict[str, str] = field(default_factory=dict)


def absent(anchor: str, title: str, reason: str) -> Section:
    """A section that does not apply, and why."""
    return Section(anchor, title, [element("p", f"Not measured: {reason}.", class_="absent")])


def element(tag: str, *children: Child, **attributes: str) -> etree._Element:
    """An element; `class_` is class and `aria_label` aria-label."""
    made = etree.Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[Child]], words: Sequence[int] = ()
) -> etree._Element:
    """A table that scrolls by itself where it is too wide. The first column names the row, and those in `words` hold
    words; all others hold numbers.
    """

    def cell(tag: str, place: int, content: Child, **attributes: str) -> etree._Element:
        kind = "name" if place == 0 else "words" if place in words else "number"
        return element(tag, content, class_=kind, **attributes)

    headings = [cell("th", place, text, scope="col") for place, text in enumerate(head)]
    body = [
        element("tr", *(cell("td" if place else "th", place, content) for place, content in enumerate(row)))
        for row in rows
    ]
    for line in body:
        line[0].set("scope", "row")
    title, top = element("caption", element("span", caption)), element("thead", element("tr", *headings))
    made = element("table", title, top, element("tbody", *body))
    return element("div", made, class_="table-scroll", tabindex="0", role="group", aria_label=caption)


def details(summary: str, *children: Child, open_: bool = False) -> etree._Element:
    """What is folded away until asked for."""
    made = element("details", element("summary", summary), *children)
    if open_:
        made.set("open", "")
    return made


def picture(text: str, light: bytes, dark: bytes) -> etree._Element:
    """An SVG that follows the reader's preference; `text` says what it shows."""
    return element(
        "figure",
        element(
            "picture",
            element("source", srcset=_address(dark), media="(prefers-color-scheme: dark)"),
            element("img", src=_address(light), alt=text),
        ),
        class_="plot",
    )


def _address(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
