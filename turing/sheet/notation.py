"""A piece as a musician writes it down: what MusicXML for reading notes leaves out and an engraver needs.

Four single lines become a closed score, two voices a staff with stems up and down, as chorales are printed, and
accidentals stand where the bar has not set them already.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from evaluation.pianoroll import single_lines
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Piece

SIGNS = {-2: "flat-flat", -1: "flat", 0: "natural", 1: "sharp", 2: "double-sharp"}
SHARPS = "FCGDAEB"  # in the order key signatures add them
BEFORE_SIGN = ("duration", "tie", "voice", "type", "dot")  # what stands before an accidental in a note
BEFORE_STEM = (*BEFORE_SIGN, "accidental", "time-modification")
STAVES = (("G", "2"), ("F", "4"))  # sign and line of the clefs of a closed score


@dataclass(frozen=True, slots=True)
class _Placed:
    """A written note or rest and where in its bar it begins."""

    tick: int
    note: etree._Element


def written_out(music: Piece) -> str:
    """MusicXML of the piece, without its title, for an engraver; equal pieces give equal texts."""
    root = etree.fromstring(to_musicxml(replace(music, title="")).encode())
    if _is_four_part(music):
        _close(root)
    for part in root.iter("part"):
        _add_accidentals(part)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode()


def _is_four_part(music: Piece) -> bool:
    return len(music.voices) == 4 and all(voice.notes for voice in music.voices) and single_lines(music)


def _close(root: etree._Element) -> None:
    """Two staves of two parts each in place of four of one, joined by a brace."""
    part_list = root.find("part-list")
    if part_list is None:
        raise ValueError("MusicXML of ours has a list of its parts")
    parts, names = root.findall("part"), part_list.findall("score-part")
    for (sign, line), upper, lower in zip(STAVES, parts[::2], parts[1::2], strict=True):
        for clef in upper.iter("clef"):
            _put(clef, "sign", sign)
            _put(clef, "line", line)
        for bar, second in zip(upper, lower, strict=True):
            _join(bar, second)
        root.remove(lower)
    for upper_name, lower_name in zip(names[::2], names[1::2], strict=True):
        _put(upper_name, "part-name", "")
        part_list.remove(lower_name)
    group = etree.Element("part-group", {"type": "start", "number": "1"})
    _put(group, "group-symbol", "brace")
    _put(group, "group-barline", "yes")
    names[0].addprevious(group)
    names[2].addnext(etree.Element("part-group", {"type": "stop", "number": "1"}))


def _join(bar: etree._Element, second: etree._Element) -> None:
    """Add the notes of a second part's bar to a bar: its stems downwards, the others upwards, one fermata for both."""
    has_fermata = bar.find(".//fermata") is not None
    length = max((placed.tick + _duration(placed.note) for placed in _placed(bar)), default=0)
    for note in bar.findall("note"):
        _insert(note, "stem", "up", BEFORE_STEM)
    _put(etree.SubElement(bar, "backup"), "duration", str(length))
    for note in second.findall("note"):
        other = deepcopy(note)
        _put(other, "voice", "2")
        _insert(other, "stem", "down", BEFORE_STEM)
        if has_fermata:
            etree.strip_elements(other, "fermata")
        bar.append(other)


def _placed(bar: etree._Element) -> Iterator[_Placed]:
    """The notes and rests of a bar in the order they are written."""
    now = begun = 0
    for element in bar:
        if element.tag == "backup":
            now -= _duration(element)
        elif element.tag == "note":
            begun = begun if element.find("chord") is not None else now
            yield _Placed(begun, element)
            now = begun + _duration(element)


def _add_accidentals(part: etree._Element) -> None:
    fifths = 0
    for bar in part.iter("measure"):
        fifths = int(bar.findtext("attributes/key/fifths", str(fifths)))
        _sign(list(_placed(bar)), fifths)


def _sign(placed: list[_Placed], fifths: int) -> None:
    """A sign where a pitch is not what the key signature, or an earlier sign on its line in this bar, makes it."""
    order = SHARPS[:fifths] if fifths >= 0 else SHARPS[fifths:]
    signed = dict.fromkeys(order, 1 if fifths > 0 else -1)
    in_force: dict[tuple[str, str], int] = {}
    for one in sorted(placed, key=lambda one: one.tick):
        if one.note.find("pitch") is None:
            continue
        step, octave = one.note.findtext("pitch/step", ""), one.note.findtext("pitch/octave", "")
        alter = int(one.note.findtext("pitch/alter", "0"))
        tied_back = any(tie.get("type") == "stop" for tie in one.note.findall("tie"))
        if alter != in_force.get((step, octave), signed.get(step, 0)) and not tied_back:
            _insert(one.note, "accidental", SIGNS[alter], BEFORE_SIGN)
            in_force[step, octave] = alter


def _duration(element: etree._Element) -> int:
    return int(element.findtext("duration", "0"))


def _put(parent: etree._Element, tag: str, text: str) -> None:
    """Set the text of a child, made if it is not there."""
    child = parent.find(tag)
    (etree.SubElement(parent, tag) if child is None else child).text = text


def _insert(note: etree._Element, tag: str, text: str, before: tuple[str, ...]) -> None:
    """A new child of a note, right behind those that stand before it."""
    child = etree.Element(tag)
    child.text = text
    note.insert(max(index for index, other in enumerate(note) if other.tag in before) + 1, child)
