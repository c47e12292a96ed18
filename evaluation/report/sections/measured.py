"""What a measure found of a report's material, as a section of it."""

from __future__ import annotations

from functools import partial

from evaluation.measures import material as measured
from evaluation.measures.measure import Measure
from evaluation.outputs.html import Section, absent
from evaluation.outputs.section import section_of
from evaluation.report.material import Material
from evaluation.report.settings import Settings
from generators.errors import InputError


def measured_section(measure: Measure, material: Material, settings: Settings) -> Section:
    """The section, or why there is nothing to say."""
    try:
        return section_of(measure, measure.measure(_for_measures(material, settings)))
    except InputError as error:
        return absent(measure.name, measure.title, str(error))


def section_for(measure: Measure) -> partial[Section]:
    return partial(measured_section, measure)


def _for_measures(material: Material, settings: Settings) -> measured.Material:
    return measured.Material(
        sets={name: measured.Items(items) for name, items in material.sets.items()},
        held_out=measured.Items(material.held_out) if material.held_out else None,
        references=measured.Items(material.references) if material.references else None,
        encoding=material.encoding,
        window=settings.window,
        seed=settings.seed,
        lenient=True,
        say=settings.say,
    )
