"""Every measure's answer about a folder, on one page."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.measures import MEASURES
from evaluation.measures.material import Material
from evaluation.measures.measure import Input, Measure
from evaluation.outputs.html import Section, absent
from evaluation.outputs.page import page_of
from evaluation.outputs.section import section_of
from evaluation.report.folder import Reported
from evaluation.report.method import method_section
from evaluation.report.rolls import rolls_section
from generators.counts import counted
from generators.errors import InputError

MISSING: Mapping[Input, str] = {
    "held_out": "no held-out real music was given to compare with",
    "checkpoint": "no checkpoint was given",
}


def report_page(reported: Reported, material: Material, options: Mapping[str, object], command: str) -> str:
    """The page. options: of measures, by name; command: as it was typed.

    The same material and options give the same text, whatever `material.say` is told of its making.
    """
    sections = []
    for number, measure in enumerate(MEASURES.values(), start=1):
        material.say(f"{number} of {len(MEASURES)}: {measure.name} …")
        sections.append(_measured(measure, material, options))
    sections += [rolls_section(reported), method_section(reported, material, command)]
    title = f"{reported.title}: what the measures say"
    return page_of(title, list(reported.sets), _sizes(reported), sections)


def _measured(measure: Measure, material: Material, options: Mapping[str, object]) -> Section:
    """The measure's section, or why there is nothing to say."""
    for name, reason in MISSING.items():
        if name in measure.requires and getattr(material, name) is None:
            return absent(measure.name, measure.title, reason)
    own = {option.name: options[option.name] for option in measure.options if option.name in options}
    try:
        return section_of(measure, measure.measure(material, **own))
    except InputError as error:
        return absent(measure.name, measure.title, str(error))


def _sizes(reported: Reported) -> str:
    count, real = sum(map(len, reported.sets.values())), len(reported.held_out)
    bar = f"{counted(real, 'piece')} of held-out real music" if real else "no held-out real music"
    sizes = (
        f"{counted(count, 'piece')} in {counted(len(reported.sets), 'set')}, "
        f"held against {counted(len(reported.references), 'reference')} and {bar}."
    )
    unread = len(reported.left_out)
    return sizes + (f" {unread} of {count + unread} could not be read: left out." if unread else "")
