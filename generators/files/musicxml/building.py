"""Building XML: one element within another."""

from __future__ import annotations

from lxml import etree


def add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new last child."""
    element = etree.SubElement(parent, tag, attributes)
    element.text = text
    return element
