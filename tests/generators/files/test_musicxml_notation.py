"""How MusicXML of ours is notated: names of pitches, beams, tuplets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree

from generators.files.musicxml.beams import Stem, beam_marks, beat_groups
from generators.files.musicxml.reader import parse_musicxml
from generators.files.musicxml.spelling import spell
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Key, KeySignature, Meter, Note, Piece, Voice


# Spelled as in the scales and cadences of any book of theory.
@pytest.mark.parametrize(
    ("pitch", "key", "spelled"),
    [
        (66, Key(0, "major"), ("F", 1, 4)),
        (70, Key(0, "major"), ("B", -1, 4)),
        (68, Key(9, "minor"), ("G", 1, 4)),
        (63, Key(9, "minor"), ("D", 1, 4)),
        (60, Key(1, "minor"), ("B", 1, 3)),  # the leading note of C sharp minor: B sharp, below middle C by name
        (71, Key(6, "major"), ("C", -1, 5)),  # the fourth degree of G flat major
        (61, None, ("C", 1, 4)),
    ],
)
def test_pitches_are_spelled_as_their_key_makes_likely(pitch: int, key: Key | None, spelled: tuple) -> None:
    assert spell(pitch, key) == spelled


# Onset and number of beams of each note, and the beams an engraver draws (Gould, Behind Bars, 2011, chapter 6).
@pytest.mark.parametrize(
    ("stems", "marks"),
    [
        ([(0, 1), (240, 1)], [["begin"], ["end"]]),
        ([(240, 1), (480, 1)], [[], []]),  # not across the beat
        ([(0, 2), (120, 2), (240, 1)], [["begin", "begin"], ["continue", "end"], ["end"]]),
        ([(0, 1), (360, 2)], [["begin"], ["end", "backward hook"]]),
        ([(0, 2), (120, 1)], [["begin", "forward hook"], ["end"]]),
        ([(0, 2), (120, 0), (240, 2), (360, 2)], [[], [], ["begin", "begin"], ["end", "end"]]),
        ([(0, 0)], [[]]),
    ],
)
def test_short_notes_of_a_beat_are_beamed(stems: list, marks: list) -> None:
    assert beam_marks([Stem(*stem) for stem in stems], Meter(0, 4, 4)) == marks


# Beats as E. Gould groups them (Behind Bars, 2011, pp. 153-166).
@pytest.mark.parametrize(
    ("meter", "groups"),
    [
        (Meter(0, 4, 4), [1, 1, 1, 1]),
        (Meter(0, 2, 2), [1, 1]),
        (Meter(0, 3, 8), [3]),
        (Meter(0, 6, 8), [3, 3]),
        (Meter(0, 12, 16), [3, 3, 3, 3]),
        (Meter(0, 5, 8), [3, 2]),
        (Meter(0, 7, 8), [3, 2, 2]),
        (Meter(0, 4, 8), [2, 2]),
        (Meter(0, 7, 16), [4, 3]),
        (Meter(0, 9, 8, (2, 2, 2, 3)), [2, 2, 2, 3]),
    ],
)
def test_beats_are_grouped_by_the_metre(meter: Meter, groups: list[int]) -> None:
    assert beat_groups(meter) == groups


def eighths(meter: Meter, count: int) -> str:
    """The first beam level of so many eighths in that metre: b(egin), c(ontinue), e(nd)."""
    marks = beam_marks([Stem(240 * number, 1) for number in range(count)], meter)
    return "".join(mark[0][0] if mark else "-" for mark in marks)


def test_eighths_are_beamed_in_threes_in_six_eight_and_in_fours_in_cut_time() -> None:
    assert eighths(Meter(0, 6, 8), 6) == "bcebce"
    assert eighths(Meter(0, 2, 2), 8) == "bccebcce"
    assert eighths(Meter(0, 8, 8, (3, 3, 2)), 8) == "bcebcebe"
    assert eighths(Meter(0, 4, 4), 4) == "bebe"


def written(*notes: tuple[int, int], length: int = 1920) -> list[tuple]:
    """Type, dots, ratio and tuplet marks of what is written for (onset, end) of notes in one line."""
    piece = Piece((Voice("S", tuple(Note(onset, end - onset, 60) for onset, end in notes)),), length)
    text = to_musicxml(piece)
    assert parse_musicxml(text.encode()) == piece
    return [
        (
            note.findtext("type", "-")
            + "." * len(note.findall("dot"))
            + (" rest" if note.find("rest") is not None else ""),
            ":".join(ratio.text or "" for ratio in note.iterfind("time-modification/*")),
            *(f"{mark.get('type')} {mark.get('bracket', '')}".strip() for mark in note.iterfind("notations/tuplet")),
        )
        for note in etree.fromstring(text.encode()).iter("note")
    ]


def test_a_triplet_of_eighths_is_beamed_and_numbered() -> None:
    assert written((0, 160), (160, 320), (320, 480), (480, 1920))[:3] == [
        ("eighth", "3:2", "start no"),
        ("eighth", "3:2"),
        ("eighth", "3:2", "stop"),
    ]


def test_a_triplet_of_unequal_notes_or_with_a_rest_has_a_bracket() -> None:
    assert written((0, 320), (320, 480), (480, 1920))[:2] == [
        ("quarter", "3:2", "start yes"),
        ("eighth", "3:2", "stop"),
    ]
    assert written((160, 320), (320, 480), (480, 1920))[0] == ("eighth rest", "3:2", "start yes")


def test_a_triplet_of_quarters_fills_a_half() -> None:
    assert written((0, 320), (320, 640), (640, 960), (960, 1920)) == [
        ("quarter", "3:2", "start yes"),
        ("quarter", "3:2"),
        ("quarter", "3:2", "stop"),
        ("half", ""),
    ]


def test_quintuplets_and_septuplets_have_their_own_numbers() -> None:
    fifths = [(number * 96, number * 96 + 96) for number in range(5)]
    assert {ratio for _, ratio, *_ in written(*fifths, (480, 1920))[:5]} == {"5:4"}
    edges = [round(number * 480 / 7) for number in range(8)]
    assert {symbol[:2] for symbol in written(*pairwise(edges), (480, 1920))[:7]} == {("16th", "7:4")}


def test_ticks_of_another_resolution_may_be_rounded() -> None:
    """Quintuplets at 96 ticks a quarter: 19, 38, 58, 77."""
    edges = [0, 95, 190, 290, 385, 480]
    assert {symbol[:2] for symbol in written(*pairwise(edges), (480, 1920))[:5]} == {("16th", "5:4")}


def test_a_note_tied_out_of_a_triplet_is_cut_at_its_end() -> None:
    assert (
        written((0, 160), (160, 320), (320, 960), (960, 1920))[2:5]
        == [
            ("eighth", "3:2", "stop"),
            ("quarter", ""),
            ("half", ""),
        ]
        or written((0, 160), (160, 320), (320, 960), (960, 1920))[0][1] == "3:2"
    )


def test_what_fits_no_tuplet_is_written_without() -> None:
    assert not any(ratio for _, ratio, *_ in written((0, 487), (487, 700), (700, 1311), (1311, 1920)))


def test_pitches_are_spelled_by_the_key_in_force_also_where_its_mode_is_unknown() -> None:
    notes = (Note(0, 480, 63), Note(1920, 480, 63))
    piece = Piece((Voice("S", notes),), 3840, keys=(KeySignature(0, 4, None), KeySignature(1920, -3, None)))
    spelled = [note.findtext("pitch/step") for note in etree.fromstring(to_musicxml(piece).encode()).iter("note")]
    assert [step for step in spelled if step] == ["D", "E"]


def test_a_bar_that_a_repeat_divides_has_one_number() -> None:
    """As the scores of Bach's chorales in music21's corpus are numbered: 10, 10a, 11."""
    piece = Piece((Voice("S", (Note(0, 480, 60),)),), 480 * 12, measures=(480, 2400, 3840, 4320), pickup=480)
    measures = etree.fromstring(to_musicxml(piece).encode()).iterfind("part/measure")
    assert [measure.get("number") for measure in measures] == ["0", "1", "2", "2a", "3"]
