"""Piano rolls, read back from their own SVG."""

from dataclasses import replace

import pytest
from lxml import etree

from evaluation.pianoroll import HUMAN, MACHINE, description, roll_svg, single_lines
from generators.encodings.drums import CLASSES
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


def texts(svg: str) -> dict[str, float]:
    """What is written, and at which height."""
    return {text.text: float(text.get("y")) for text in etree.fromstring(svg).iter(f"{SVG}text")}


def rows(svg: str) -> list[float]:
    return [float(note.get("y")) for note in notes(svg)]


CHORD = (Note(0, 480, 60), Note(0, 480, 64))
DUET = Piece((Voice("violin", (Note(0, 480, 60), Note(480, 480, 62))), Voice("piano", CHORD)), length=960)
BEAT = (Note(0, 120, 36), Note(0, 120, 42), Note(480, 120, 38), Note(480, 120, 44), Note(960, 120, 35))


def drums(*hits: Note) -> Piece:
    return Piece((Voice("drums", hits, drums=True),), length=1920)


def test_the_voices_of_a_duet_lie_in_bands_with_their_names_above() -> None:
    svg = roll_svg(DUET)
    first, second, *chord = rows(svg)
    names = texts(svg)
    assert names["violin"] < second < first < names["piano"] < min(chord)
    assert "v" not in names
    assert len({note.get("fill") for note in notes(svg)}) == 1  # not by color


def test_drums_have_a_row_for_each_class_that_is_hit_and_its_name() -> None:
    svg = roll_svg(drums(*BEAT))
    kick, hat, snare, pedal_hat, other_kick = rows(svg)
    assert kick == other_kick > snare > hat == pedal_hat
    assert list(texts(svg)) == ["closed hi-hat", "snare", "bass drum"]


def test_every_class_of_the_kit_has_its_row_and_what_is_none_has_its_number() -> None:
    every = [Note(0, 120, pitch) for pitches in CLASSES.values() for pitch in pitches]
    svg = roll_svg(drums(*every, Note(0, 120, 100)))
    assert list(texts(svg)) == ["drum 100", *reversed(CLASSES)]
    assert len(set(rows(svg))) == len(CLASSES) + 1


def test_a_drums_name_stands_beside_its_row() -> None:
    svg = roll_svg(drums(Note(0, 120, 36), Note(0, 120, 49)))
    size = float(etree.fromstring(svg).get("font-size"))
    for name, row in zip(("bass drum", "crash"), rows(svg), strict=True):
        assert texts(svg)[name] - size <= row <= texts(svg)[name]
        assert int(etree.fromstring(svg).get("viewBox").split()[3]) >= texts(svg)[name]


def test_drums_are_counted_in_words() -> None:
    assert "drums: bass drum 2, snare 1, closed hi-hat 2 times, written by the machine." in description(
        drums(*BEAT), ["drums"]
    )


def test_a_piece_of_silent_drums_has_a_roll() -> None:
    assert notes(roll_svg(drums())) == []


@pytest.mark.parametrize(
    ("voices", "readable"),
    [
        ((Voice("melody", (Note(0, 480, 60), Note(480, 480, 60))),), True),
        ((Voice("S", CHORD[:1]), Voice("B", CHORD[1:])), True),
        ((Voice("piano", CHORD),), False),
        ((Voice("piano", (Note(0, 481, 60), Note(480, 480, 64))),), False),
        ((Voice("drums", CHORD[:1], drums=True),), False),
        (DUET.voices, False),
    ],
)
def test_single_lines_are_voices_of_one_note_at_a_time_and_no_drums(voices: tuple[Voice, ...], readable: bool) -> None:
    assert single_lines(Piece(voices, length=960)) is readable


def test_a_passage_is_shaded_behind_its_notes(hymn) -> None:
    root = etree.fromstring(roll_svg(hymn(8), passage=(960, 1920)))
    (shade,) = (rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "passage")
    third, fourth = notes(roll_svg(hymn(8)))[2:4]
    assert float(shade.get("x")) == float(third.get("x")) - 0.5
    assert float(shade.get("x")) + float(shade.get("width")) == float(fourth.get("x")) + float(fourth.get("width")) + 1
    assert "Marked: quarter notes 2 to 4." in root.findtext(f"{SVG}desc")
