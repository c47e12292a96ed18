"""How shares of answers look in a plot, whatever the kind of trial."""

from __future__ import annotations

from evaluation.answers.records import EXPERIENCES
from evaluation.plots.intervals import Axis, Mark
from evaluation.plots.palettes import Palette
from evaluation.statistics.clusters import CHANCE
from evaluation.statistics.intervals import Bounded

MARKERS = dict(zip(EXPERIENCES, "os^D", strict=True))


def percent_axis(label: str) -> Axis:
    """0 to 100 %, with a dashed line where guessing stands."""
    return Axis(label, (0, 100), {0: "0 %", 50: "50 %", 100: "100 %"}, minor=(25, 75), line=100 * CHANCE)


def in_percent(estimate: Bounded) -> tuple[float, float, float] | None:
    """Low, value and high on that axis; None where there is no estimate."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return None
    return 100 * estimate.low, 100 * estimate.value, 100 * estimate.high


def mark_of_all(palette: Palette) -> Mark:
    return Mark("o", palette.ink, palette.ink)


def marks_of_experience(palette: Palette) -> dict[str, Mark]:
    """A mark for each of EXPERIENCES: one hue's tints, and a shape of its own."""
    faces = zip(EXPERIENCES, palette.experience, strict=True)
    return {level: Mark(MARKERS[level], face, palette.edge, level) for level, face in faces}
