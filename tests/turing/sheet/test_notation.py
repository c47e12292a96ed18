"""Notation by the rules any primer of music gives, on bars short enough to check by eye."""

from dataclasses import replace

from lxml import etree

from generators.pieces import Key, Note, Piece, Voice
from turing.sheet.notation import written_out


def line(*notes: tuple[int, int], **properties) -> Piece:
    """A piece of one voice from (pitch, ticks), one after the other."""
    onset, placed = 0, []
    for pitch, ticks in notes:
        placed.append(Note(onset, ticks, pitch))
        onset += ticks
    return Piece(
        (Voice("one", tuple(placed)),), length=onset, **({"keys": (Key(0, "major").signature(),)} | properties)
    )


def written(piece: Piece, path: str) -> list[str | None]:
    """The text at that path for every note, None where it has none."""
    return [note.findtext(path) for note in etree.fromstring(written_out(piece).encode()).iter("note")]


def test_a_sign_holds_for_the_bar_on_its_own_line() -> None:
    piece = line((61, 480), (61, 480), (60, 480), (73, 480), (60, 480), (61, 480), (60, 960))
    assert written(piece, "accidental") == ["sharp", None, "natural", "sharp", None, "sharp", "natural"]


def test_the_key_signature_needs_no_signs_and_leaving_it_does() -> None:
    piece = line((66, 480), (65, 480), (66, 960), keys=(Key(7, "major").signature(),))  # F sharp in G major
    assert written(piece, "accidental") == [None, "natural", "sharp"]
    flat = line((70, 480), (71, 480), (63, 480), (70, 480), keys=(Key(5, "major").signature(),))  # B flat in F major
    assert written(flat, "accidental") == [None, "natural", "flat", "flat"]


def test_a_tied_note_does_not_repeat_its_sign_but_the_next_does() -> None:
    piece = line((60, 1440), (61, 960), (61, 480), (60, 960))  # the C sharp is tied over the bar line
    assert written(piece, "accidental") == [None, "sharp", None, "sharp", "natural"]


def test_four_single_lines_become_two_staves_with_stems_apart(chorale: Piece) -> None:
    root = etree.fromstring(written_out(chorale).encode())
    assert len(root.findall("part")) == 2
    assert [clef.findtext("sign") for clef in root.iter("clef")] == ["G", "F"]
    upper = root.find("part/measure")
    stems = [(note.findtext("voice"), note.findtext("stem")) for note in upper.findall("note")]
    assert stems == [("1", "up")] * 4 + [("2", "down")] * 4
    assert upper.findtext("backup/duration") == "1920"


def test_a_staff_has_one_fermata_for_both_of_its_voices(chorale: Piece) -> None:
    assert len(list(etree.fromstring(written_out(chorale).encode()).iter("fermata"))) == 2


def test_a_sign_in_one_voice_counts_for_the_other_on_its_staff(chorale: Piece) -> None:
    first, second = (Voice(name, (Note(0, 480, 66), Note(480, 480, 66))) for name in ("S", "A"))
    low = [Voice(name, (Note(0, 960, 48),)) for name in ("T", "B")]
    piece = replace(chorale, voices=(first, second, *low), length=960)
    assert written(piece, "accidental")[:4] == ["sharp", None, None, None]


def test_other_scores_keep_a_staff_for_each_voice(chorale: Piece) -> None:
    chords = Voice("piano", (Note(0, 960, 60), Note(0, 480, 64), Note(480, 480, 65)))
    for piece in (replace(chorale, voices=chorale.voices[:3]), replace(chorale, voices=(*chorale.voices[:3], chords))):
        assert len(etree.fromstring(written_out(piece).encode()).findall("part")) == len(piece.voices)


def test_the_title_is_left_out(chorale: Piece) -> None:
    assert "BWV" not in written_out(replace(chorale, title="BWV 1"))
