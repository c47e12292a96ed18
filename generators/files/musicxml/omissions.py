"""What a score asks for that the notes read from it do not do, counted, in words for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

# What is counted, and how it is said: of one, of several.
WORDS = {
    "grace": ("1 grace note left out", "{} grace notes left out"),
    "cue": ("1 cue note left out", "{} cue notes left out"),
    "drum": (
        "1 unpitched note left out: nothing says which drum it is",
        "{} unpitched notes left out: nothing says which drums they are",
    ),
    "mixed": (
        "1 unpitched note left out: its part has pitched ones",
        "{} unpitched notes left out: their part has pitched ones",
    ),
    "quarter tone": ("1 quarter tone rounded", "{} quarter tones rounded"),
    "ornament": ("1 ornament left out", "{} ornaments left out"),
    "tremolo": ("1 tremolo left out", "{} tremolos left out"),
    "arpeggio": ("1 arpeggio left out", "{} arpeggios left out"),
    "glissando": ("1 glissando left out", "{} glissandos left out"),
    "articulation": ("1 articulation left out", "{} articulations left out"),
    "dynamics": ("1 dynamic mark left out", "{} dynamic marks left out"),
    "hairpin": ("1 hairpin left out", "{} hairpins left out"),
    "repeat": ("1 repeat not played out", "{} repeats not played out"),
    "jump": ("1 da capo or dal segno not played out", "{} da capos or dal segnos not played out"),
}
ORNAMENTS = {
    "trill-mark",
    "turn",
    "delayed-turn",
    "inverted-turn",
    "delayed-inverted-turn",
    "vertical-turn",
    "inverted-vertical-turn",
    "mordent",
    "inverted-mordent",
    "shake",
    "schleifer",
    "haydn",
}
ARTICULATIONS = {
    "accent",
    "strong-accent",
    "soft-accent",
    "staccato",
    "staccatissimo",
    "spiccato",
    "detached-legato",
    "scoop",
    "plop",
    "doit",
    "falloff",
}


def said(counts: Counter[str]) -> tuple[str, ...]:
    """A line for each kind that there is."""
    return tuple(
        one if counts[kind] == 1 else several.format(f"{counts[kind]:,}")
        for kind, (one, several) in WORDS.items()
        if counts[kind]
    )


def of_note(note: etree._Element) -> Iterator[str]:
    """What a note's notations ask for beyond its pitch and length."""
    for notations in note.iterfind("notations"):
        for group in notations:
            if group.tag == "ornaments":
                yield from (kind for child in group if (kind := _ornament(child)))
            elif group.tag == "articulations":
                yield from ("articulation" for child in group if child.tag in ARTICULATIONS)
            elif group.tag == "arpeggiate" and note.find("chord") is None:
                yield "arpeggio"
            elif group.tag in ("glissando", "slide") and group.get("type") == "start":
                yield "glissando"


def _ornament(child: etree._Element) -> str:
    if child.tag == "tremolo":
        return "" if child.get("type") == "stop" else "tremolo"  # one between two notes is marked at both
    return "ornament" if child.tag in ORNAMENTS else ""


def of_direction(direction: etree._Element) -> Iterator[str]:
    """What a direction asks for of how the notes are played."""
    for kind in direction.iterfind("direction-type/*"):
        if kind.tag == "dynamics":
            yield "dynamics"
        elif kind.tag == "wedge" and kind.get("type") in ("crescendo", "diminuendo"):
            yield "hairpin"
