"""What single elements of MusicXML say: durations, metres, keys, tempi. The format: W3C, MusicXML 4.0."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from lxml import etree

from generators.errors import InputError
from generators.files.musicxml.beams import beat_groups
from generators.pieces import DEFAULT_VELOCITY, KeySignature, Meter, Mode

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
MODES: dict[str, Mode] = {
    "major": "major",
    "ionian": "major",
    "minor": "minor",
    "aeolian": "minor",
    "dorian": "dorian",
    "phrygian": "phrygian",
    "lydian": "lydian",
    "mixolydian": "mixolydian",
    "locrian": "locrian",
}
DENOMINATORS = (1, 2, 4, 8, 16, 32, 64)
BEAT_UNITS = {
    "long": 16,
    "breve": 8,
    "whole": 4,
    "half": 2,
    "quarter": 1,
    "eighth": 1 / 2,
    "16th": 1 / 4,
    "32nd": 1 / 8,
}
TEMPI = (1, 1000)  # quarters a minute that a mark may say
LOUD = 90  # the velocity of which `dynamics` is a percentage


def text(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def quarters(element: etree._Element, path: str, divisions: int) -> Fraction:
    """A length in quarter notes, 0 where none is given. Raises InputError if it is no number >= 0."""
    written = text(element, path) or "0"
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", written):  # a Fraction of "1e999999999" would fill the memory
        raise InputError(f"a {path} of {written[:20]!r}")
    return Fraction(written) / divisions


def tempo(written: str) -> float:
    """Quarter notes a minute. Raises InputError beyond what anything is played at."""
    value = float(written)
    if not TEMPI[0] <= value <= TEMPI[1]:
        raise InputError(f"a tempo of {written[:20]} quarter notes a minute, not {TEMPI[0]} to {TEMPI[1]}")
    return value


def metronome(mark: etree._Element) -> float | None:
    """Quarter notes a minute of a metronome mark; None where it gives no number, as where it equates two values."""
    unit = BEAT_UNITS.get(text(mark, "beat-unit"))
    number = re.search(r"\d+([.,]\d+)?", text(mark, "per-minute"))
    if unit is None or number is None:
        return None
    dots = len(mark.findall("beat-unit-dot"))
    return tempo(str(float(number.group().replace(",", ".")) * unit * (2 - 0.5**dots)))


def meter(time: etree._Element, onset: int) -> Meter | None:
    """The metre, additive ones with their groups; None where there is none. Raises InputError if it makes no sense."""
    beats = [(each.text or "").strip() for each in time.iterfind("beats")]
    units = [(each.text or "").strip() for each in time.iterfind("beat-type")]
    if not beats:
        return None
    parts = [([int(count) for count in each.split("+")], int(unit)) for each, unit in zip(beats, units, strict=True)]
    if any(min(counts) <= 0 or unit not in DENOMINATORS for counts, unit in parts):
        raise InputError(f"a metre of {' + '.join(map('/'.join, zip(beats, units, strict=True)))}")
    smallest = max(unit for _, unit in parts)
    numerator = sum(sum(counts) * smallest // unit for counts, unit in parts)
    if numerator >= 100:
        raise InputError(f"a metre of {numerator}/{smallest}")
    if len(parts) == 1 and len(parts[0][0]) == 1:
        return Meter(onset, numerator, smallest)
    return Meter(
        onset, numerator, smallest, tuple(group for counts, unit in parts for group in _groups(counts, unit, smallest))
    )


def _groups(counts: list[int], unit: int, smallest: int) -> list[int]:
    """A part's groups in the smallest unit: the counts that it adds up, or the beats of its only one."""
    groups = counts if len(counts) > 1 else beat_groups(Meter(0, counts[0], unit))
    return [group * smallest // unit for group in groups]


def key(element: etree._Element, onset: int, transposition: int) -> KeySignature | None:
    """The key signature as it sounds; None where it is not made of fifths. Raises InputError beyond seven of them."""
    if element.find("fifths") is None:
        return None
    fifths = int(text(element, "fifths"))
    if not -7 <= fifths <= 7:
        raise InputError(f"a key signature of {fifths} fifths")
    return KeySignature(onset, fifths, MODES.get(text(element, "mode"))).transposed(transposition)


def ties(note: etree._Element) -> set[str]:
    """The kinds of a note's ties, as they sound or as they are drawn."""
    return {tie.get("type", "") for path in ("tie", "notations/tied") for tie in note.iterfind(path)}


def velocity(note: etree._Element) -> int:
    """1-127, where the note says it; otherwise everyone's."""
    written = note.get("dynamics")
    if written is None:
        return DEFAULT_VELOCITY
    percent = float(written)
    if not math.isfinite(percent):
        raise InputError(f"dynamics of {written[:20]}")
    return min(max(round(percent * LOUD / 100), 1), 127)
