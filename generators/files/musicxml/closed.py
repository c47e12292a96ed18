"""Closed scores: the four voices of a choir on two staves, two on each, as hymn books print them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generators.files.musicxml.parts import Part
from generators.files.musicxml.ties import Sounding
from generators.pieces import Note

CHOIR = ("Soprano", "Alto", "Tenor", "Bass")
SHARE = 0.5  # of the measures in which a staff has notes: in so many both voices have some


@dataclass(frozen=True, slots=True)
class Line:
    """A voice of a closed score."""

    name: str
    notes: tuple[Note, ...]


def choir(parts: Sequence[tuple[Part, Sequence[Sounding]]]) -> dict[int, list[Line]]:
    """The lines of the parts of a closed score, by their place among all parts; empty where it is none.

    It is one if just two staves have two voices each, which both sing single notes most of the time, and these staves
    are two parts or all of one part. A part that says it is one player's is none.
    """
    pairs = {
        place: staves
        for place, (part, notes) in enumerate(parts)
        if not part.solo and all(staves := [_lines(staff) for staff in _staves(notes)])
    }
    if [len(staves) for staves in pairs.values()] not in ([1, 1], [2]):
        return {}
    called: dict[int, list[str]] = {}
    standard = iter(CHOIR)
    for place, staves in pairs.items():
        usual = [next(standard) for _ in range(2 * len(staves))]
        called[place] = _names(parts[place][0].name, len(usual)) or usual
    return {
        place: [Line(*pair) for pair in zip(called[place], (line for lines in staves for line in lines), strict=True)]
        for place, staves in pairs.items()
    }


def _staves(notes: Sequence[Sounding]) -> Iterator[list[Sounding]]:
    """A part's pitched notes by staff, from above."""
    staves: dict[str, list[Sounding]] = defaultdict(list)
    for each in notes:
        if not each.first.drum:
            staves[each.first.staff].append(each)
    yield from (staves[staff] for staff in sorted(staves))


def _lines(staff: Sequence[Sounding]) -> list[tuple[Note, ...]]:
    """The two lines of a staff of a closed score; none if it is not one."""
    voices: dict[str, list[Note]] = defaultdict(list)
    measures: dict[str, set[int]] = defaultdict(set)
    for each in staff:
        voices[each.first.voice].append(each.note)
        measures[each.first.voice].add(each.first.measure)
    lines = [tuple(sorted(voices[voice])) for voice in sorted(voices)]
    if len(lines) != 2 or not all(a.end <= b.onset for line in lines for a, b in pairwise(line)):
        return []
    both, either = set.intersection(*measures.values()), set.union(*measures.values())
    return lines if len(both) >= SHARE * len(either) else []


def _names(name: str, count: int) -> list[str]:
    """The voices that a part's name lists, as in "Soprano/Alto" or "S. A.", if it lists so many."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"\b(and|und|et|e|y)\b", " ", name))
    if len(words) == 1 and words[0].isupper() and len(words[0]) == count:
        words = list(words[0])
    initials = [word[0].upper() for word in words]
    return words if len(words) == count and len(set(initials)) == count and set(initials) <= set("SATB") else []
