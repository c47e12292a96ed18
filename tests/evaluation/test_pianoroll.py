"""Piano rolls, read back from their own SVG."""

from dataclasses import replace

from lxml import etree

from evaluation.pianoroll import HUMAN, MACHINE, description, roll_svg
from generators.pieces import Note, Piece, Voice

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


def test_the_name_of_the_highest_row_is_not_cut_off() -> None:
    svg = etree.fromstring(roll_svg(Piece((Voice("one", (Note(0, 480, 70),)),), length=480)))  # up to C5, two above
    [name] = [text for text in svg.iter(f"{SVG}text") if text.text == "C5"]
    assert float(name.get("y")) >= float(svg.get("font-size"))


def test_the_machines_voices_are_told_apart_by_color_and_by_being_hollow(hymn) -> None:
    svg = roll_svg(hymn(8), machine=["A", "T"])
    assert len(notes(svg, "machine")) == len(notes(svg, "human")) == 16
    assert {note.get("fill") for note in notes(svg, "machine")} == {"none"}
    assert {note.get("fill") for note in notes(svg, "human")} == {HUMAN}
    assert MACHINE in svg


def test_without_authors_it_tells_none(hymn) -> None:
    svg = roll_svg(hymn(8))
    assert len(notes(svg)) == 32
    assert "machine" not in svg
    assert "human" not in svg


def test_it_may_stand_in_a_page_that_forbids_inline_style(hymn) -> None:
    root = etree.fromstring(roll_svg(hymn(8)))
    assert not [element for element in root.iter() if "style" in element.attrib or element.tag == f"{SVG}style"]
    assert not [element for element in root.iter() if "id" in element.attrib]  # two rolls may share a page


def test_it_can_be_read_aloud(hymn) -> None:
    root = etree.fromstring(roll_svg(hymn(8), title="Clip A"))
    assert (root.get("role"), root.findtext(f"{SVG}title")) == ("img", "Clip A")
    assert "5 seconds, 8 quarter notes." in root.findtext(f"{SVG}desc")
    assert "S: 8 notes from C5 to E5, written by the machine." in description(hymn(8), ["S"])


def test_a_silent_voice_and_markup_in_names_do_no_harm(hymn) -> None:
    odd = replace(hymn(8), voices=(*hymn(8).voices, Voice("<b>&", ()), Voice("<i>", (Note(0, 480, 0),))))
    etree.fromstring(roll_svg(odd, title="<script>", machine=[]))


def test_a_passage_is_shaded_behind_its_notes(hymn) -> None:
    root = etree.fromstring(roll_svg(hymn(8), passage=(960, 1920)))
    (shade,) = (rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "passage")
    third, fourth = notes(roll_svg(hymn(8)))[2:4]
    assert float(shade.get("x")) == float(third.get("x")) - 0.5
    assert float(shade.get("x")) + float(shade.get("width")) == float(fourth.get("x")) + float(fourth.get("width")) + 1
    assert "Marked: quarter notes 2 to 4." in root.findtext(f"{SVG}desc")
