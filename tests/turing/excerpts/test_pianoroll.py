"""Piano rolls, read back from their own SVG."""

from dataclasses import replace

from lxml import etree

from generators.pieces import Note, Piece, Voice
from turing.excerpts.pianoroll import HUMAN, MACHINE, description, roll_svg

SVG = "{http://www.w3.org/2000/svg}"


def notes(svg: str, author: str = "") -> list[etree._Element]:
    wanted = f"voice{author and ' ' + author}"
    groups = [group for group in etree.fromstring(svg).iter(f"{SVG}g") if group.get("class") == wanted]
    return [rect for group in groups for rect in group.iter(f"{SVG}rect")]


def test_a_note_lies_where_its_time_and_pitch_say() -> None:
    piece = Piece((Voice("one", (Note(0, 480, 60), Note(480, 960, 67))),), length=1440)
    first, second = notes(roll_svg(piece))
    assert float(second.get("x")) - float(first.get("x")) == float(first.get("width")) + 1.5
    assert float(second.get("width")) > 1.9 * float(first.get("width"))
    assert float(first.get("y")) - float(second.get("y")) == 7 * 7  # seven semitones, seven units each


def test_the_machines_voices_are_told_apart_by_color_and_by_being_hollow(chorale: Piece) -> None:
    svg = roll_svg(chorale, machine=["Alto", "Tenor"])
    assert len(notes(svg, "machine")) == len(notes(svg, "human")) == 16
    assert {note.get("fill") for note in notes(svg, "machine")} == {"none"}
    assert {note.get("fill") for note in notes(svg, "human")} == {HUMAN}
    assert MACHINE in svg


def test_without_authors_it_tells_none(chorale: Piece) -> None:
    svg = roll_svg(chorale)
    assert len(notes(svg)) == 32
    assert "machine" not in svg
    assert "human" not in svg


def test_it_may_stand_in_a_page_that_forbids_inline_style(chorale: Piece) -> None:
    root = etree.fromstring(roll_svg(chorale))
    assert not [element for element in root.iter() if "style" in element.attrib or element.tag == f"{SVG}style"]
    assert not [element for element in root.iter() if "id" in element.attrib]  # two rolls may share a page


def test_it_can_be_read_aloud(chorale: Piece) -> None:
    root = etree.fromstring(roll_svg(chorale, title="Clip A"))
    assert (root.get("role"), root.findtext(f"{SVG}title")) == ("img", "Clip A")
    assert "4 seconds, 8 quarter notes." in root.findtext(f"{SVG}desc")
    assert "Soprano: 8 notes from C5 to F5, written by the machine." in description(chorale, ["Soprano"])


def test_a_silent_voice_and_markup_in_names_do_no_harm(chorale: Piece) -> None:
    odd = replace(chorale, voices=(*chorale.voices, Voice("<b>&", ()), Voice("<i>", (Note(0, 480, 0),))))
    etree.fromstring(roll_svg(odd, title="<script>", machine=[]))


def test_a_pairs_variant_says_which_voices_to_mark(researcher, add_pair) -> None:
    address = f"/excerpts/{add_pair('1', 'S', 'tune').machine.pk}/roll.svg"  # Soprano and Bass, a note each
    marked, plain = (researcher.get(address, query).content.decode() for query in ({"machine": "S"}, {}))
    assert (len(notes(marked, "machine")), len(notes(marked, "human")), len(notes(plain))) == (1, 1, 2)
