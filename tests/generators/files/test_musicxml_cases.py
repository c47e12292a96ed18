"""MusicXML that people have: what bug reports of like software turned on, each with an input of our own beside it.

What is right is what the format says (W3C, MusicXML 4.0) or, of the sound, what the score shows a musician.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from generators.errors import InputError
from generators.files import read_piece
from generators.files.musicxml.reader import parse_musicxml
from generators.pieces import Key, KeySignature, Meter, Pedal, Piece, Program, Tempo, bars, follows_on

CASES = Path(__file__).parents[2] / "cases" / "files"
RIGHT = sorted((CASES / "read-right").glob("x*"))


def case(number: str) -> Piece:
    (path,) = CASES.glob(f"{number}-*")
    return read_piece(path)


def note(name: str, duration: int = 4, inside: str = "", voice: int = 1, staff: int = 1, **attributes: str) -> str:
    """A note such as C4 or F#3, four divisions to a quarter."""
    alter = f"<alter>{name[1:-1].replace('#', '1').replace('b', '-1')}</alter>" if len(name) > 2 else ""
    written = "".join(f" {key}='{value}'" for key, value in attributes.items())
    return (
        f"<note{written}><pitch><step>{name[0]}</step>{alter}<octave>{name[-1]}</octave></pitch>"
        f"<duration>{duration}</duration><voice>{voice}</voice><staff>{staff}</staff>{inside}</note>"
    )


def back(duration: int) -> str:
    return f"<backup><duration>{duration}</duration></backup>"


def time(beats: str, unit: int) -> str:
    return f"<time><beats>{beats}</beats><beat-type>{unit}</beat-type></time>"


def score(*measures: str, part: str = "<part-name>Flute</part-name>", attributes: str = time("4", 4)) -> Piece:
    """One part's measures, each as it stands within <measure>."""
    first, *rest = measures
    begun = f"<attributes><divisions>4</divisions>{attributes}</attributes>{first}"
    written = "".join(f"<measure>{measure}</measure>" for measure in (begun, *rest))
    document = (
        f"<score-partwise><part-list><score-part id='P1'>{part}</score-part></part-list>"
        f"<part id='P1'>{written}</part></score-partwise>"
    )
    return parse_musicxml(document.encode())


def heard(piece: Piece) -> list[tuple[int, int, int]]:
    return [(each.onset, each.duration, each.pitch) for each in piece.voices[0].notes]


REPEAT = "<barline location='right'><repeat direction='backward'/></barline>"


def test_bars_begin_where_the_files_measures_do() -> None:
    assert list(bars(case("x01"))) == [0, 1920, 3360, 3840, 5760]
    waltz = score(*[note("C4", 12), note("D4", 8) + REPEAT, note("E4", 4), note("F4", 12)], attributes=time("3", 4))
    assert list(bars(waltz)) == [0, 1440, 2400, 2880]


def test_bars_that_the_metre_tells_are_not_listed() -> None:
    regular = score(note("C4"), note("C4", 16), note("C4", 16), attributes=time("4", 4))
    assert (regular.pickup, regular.measures, list(bars(regular))) == (480, (), [480, 2400])


def test_an_additive_metre_has_bars_of_its_length_and_its_own_groups() -> None:
    mixed = case("x14")
    assert (mixed.meters, list(bars(mixed))) == ((Meter(0, 11, 8, (3, 2, 2, 2, 2)),), [0, 2640])
    aksak = score(note("C4", 18), note("D4", 18), attributes=time("2+2+2+3", 8))
    assert (aksak.meters, list(bars(aksak))) == ((Meter(0, 9, 8, (2, 2, 2, 3)),), [0, 2160])


def test_a_first_ending_does_not_run_on_into_the_second() -> None:
    piece = case("x05")
    assert piece.breaks == (3840,)
    assert follows_on(piece, 0, 3840)
    assert follows_on(piece, 3840, 5760)
    assert not follows_on(piece, 1920, 5760)


def ending(numbers: str, measure: str, *, returns: bool = True) -> str:
    left = f"<barline location='left'><ending number='{numbers}' type='start'/></barline>"
    right = f"<ending number='{numbers}' type='stop'/>" + "<repeat direction='backward'/>" * returns
    return f"{left}{measure}<barline location='right'>{right}</barline>"


def test_each_of_three_endings_begins_anew_and_what_follows_the_last_goes_on() -> None:
    bar = note("C4", 16)
    piece = score(bar, ending("1, 2", bar), ending("3", bar), ending("4", bar, returns=False), bar)
    assert piece.breaks == (3840, 5760)
    assert piece.changes == ("2 repeats not played out",)


def test_what_stands_after_an_only_ending_or_a_dal_segno_does_not_follow_on_from_it() -> None:
    bar, dal_segno = note("C4", 16), "<direction><sound dalsegno='segno'/></direction>"
    assert score(bar, ending("1", bar), bar).breaks == (3840,)
    assert score(bar, bar + dal_segno, bar).breaks == (3840,)
    assert score(bar + REPEAT, bar).breaks == ()


def test_a_metronome_mark_needs_no_sound() -> None:
    assert case("x06").tempos == (Tempo(0, 60),)


@pytest.mark.parametrize(
    ("mark", "quarters"),
    [
        ("<beat-unit>quarter</beat-unit><beat-unit-dot/><per-minute>80</per-minute>", 120),
        ("<beat-unit>half</beat-unit><per-minute>c. 50</per-minute>", 100),
        ("<beat-unit>eighth</beat-unit><per-minute>132,5</per-minute>", 66.25),
    ],
)
def test_a_metronome_mark_counts_its_own_beat(mark: str, quarters: float) -> None:
    direction = f"<direction><direction-type><metronome>{mark}</metronome></direction-type></direction>"
    assert score(direction + note("C4", 16)).tempos == (Tempo(0, quarters),)


def test_every_change_of_tempo_is_kept_where_it_stands() -> None:
    assert case("x07").tempos == (Tempo(0, 40), Tempo(1920, 160))
    assert case("x08").tempos == (Tempo(3840, 40),)
    later = score(
        note("C4", 8) + "<sound tempo='50.5'/>" + note("C4", 8) + "<sound tempo='99'><offset>-2</offset></sound>"
    )
    assert later.tempos == (Tempo(960, 50.5), Tempo(1680, 99))


def test_marks_of_slurred_ties_alone_tie_notes() -> None:
    assert heard(case("x03")) == [(1440, 2400, 60)]


def tie(*kinds: str) -> str:
    return "".join(f"<tie type='{kind}'/>" for kind in kinds)


def test_a_tie_marked_at_one_of_its_notes_only_ties_them() -> None:
    assert heard(score(note("C4", 16, tie("start")), note("C4", 16))) == [(0, 3840, 60)]
    assert heard(score(note("C4", 16), note("C4", 16, tie("stop")))) == [(0, 3840, 60)]


def test_a_tie_goes_on_in_another_voice() -> None:
    bar = note("E4", 8, voice=1) + note("C4", 8, tie("stop"), voice=1) + back(16) + note("C4", 8, tie("start"), voice=2)
    assert heard(score(bar)) == [(0, 960, 64), (0, 1920, 60)]


def test_a_half_written_tie_that_could_mean_two_notes_ties_neither() -> None:
    bar = note("C4", 8, voice=1) + note("C4", 8, tie("stop"), voice=3) + back(16) + note("C4", 8, voice=2)
    assert len(heard(score(bar))) == 3


def grace(pitch: str, more: str) -> str:
    return f"<note><grace/><pitch><step>{pitch[0]}</step><octave>{pitch[1]}</octave></pitch>{more}</note>"


def test_what_a_grace_note_is_tied_to_is_a_note_of_its_own() -> None:
    """Not held over from the same pitch before, though only one of its tie's two notes is read."""
    after = grace("C4", tie("start")) + note("C4", 8, tie("stop"))
    assert heard(score(note("C4", 8) + after)) == [(0, 960, 60), (960, 960, 60)]
    assert heard(score(note("C4", 16) + grace("C4", tie("start")), note("C4", 16, tie("stop")))) == [
        (0, 1920, 60),
        (1920, 1920, 60),
    ]


def test_a_grace_note_does_not_part_what_is_tied_at_both_notes_nor_ties_of_other_pitches() -> None:
    both = note("C4", 8, tie("start")) + grace("C4", tie("start")) + note("C4", 8, tie("stop"))
    assert heard(score(both)) == [(0, 1920, 60)]
    other = note("C4", 8) + grace("D4", tie("start")) + note("C4", 8, tie("stop"))
    assert heard(score(other)) == [(0, 1920, 60)]


def test_no_tie_leads_from_a_first_ending_into_a_second() -> None:
    first, second = ending("1", note("C4", 16)), ending("2", note("C4", 16, tie("stop")), returns=False)
    assert heard(score(note("D4", 16), first, second)) == [(0, 1920, 62), (1920, 1920, 60), (3840, 1920, 60)]


def test_two_voices_on_each_of_two_staves_are_four_voices() -> None:
    piece = case("x09")
    assert [voice.name for voice in piece.voices] == ["Soprano", "Alto", "Tenor", "Bass"]
    assert [[each.pitch for each in voice.notes][:2] for voice in piece.voices] == [
        [72, 72],
        [64, 65],
        [55, 57],
        [48, 41],
    ]


HYMN = (
    note("C5", 16, voice=1) + back(16) + note("E4", 16, voice=2) + back(16)
    + note("G3", 16, voice=5, staff=2) + back(16) + note("C3", 16, voice=6, staff=2)
)  # fmt: skip


def test_so_they_are_where_one_part_has_both_staves() -> None:
    piece = score(HYMN, HYMN)
    assert [(voice.name, voice.notes[0].pitch) for voice in piece.voices] == [
        ("Soprano", 72),
        ("Alto", 64),
        ("Tenor", 55),
        ("Bass", 48),
    ]


def test_a_piano_with_chords_stays_one_voice() -> None:
    chord = note("E5", 16).replace("<pitch>", "<chord/><pitch>")
    assert len(score(HYMN.replace("</note>", "</note>" + chord, 1)).voices) == 1


def test_drums_without_a_number_are_told_by_where_they_stand_or_what_they_are_called() -> None:
    assert [each.pitch for each in case("x10").voices[0].notes] == [38, 50, 38, 50]
    assert [each.pitch for each in case("x10b").voices[1].notes] == [38] * 4
    triangle = score(note("E4", 16).replace("pitch>", "unpitched>"), part="<part-name>Triangle</part-name>")
    assert [(each.pitch, triangle.voices[0].drums) for each in triangle.voices[0].notes] == [(81, True)]


def test_a_drum_is_what_its_instrument_is_called() -> None:
    part = (
        "<part-name>Kit</part-name><score-instrument id='a'><instrument-name>Open Hi-Hat</instrument-name>"
        "</score-instrument><score-instrument id='b'><instrument-name>Kick</instrument-name></score-instrument>"
    )
    hit = "<note><unpitched/><duration>8</duration><instrument id='{}'/></note>"
    assert [each.pitch for each in score(hit.format("a") + hit.format("b"), part=part).voices[0].notes] == [46, 36]


def test_drums_of_which_nothing_is_known_are_counted() -> None:
    unknown = "<note><unpitched/><duration>4</duration></note>"
    assert score(note("C4") + unknown * 2).changes == ("2 unpitched notes left out: nothing says which drums they are",)


def test_what_is_left_out_or_changed_is_counted_in_words() -> None:
    assert case("x11").changes == ("2 grace notes left out",)
    assert case("x17").changes == ("4 quarter tones rounded",)
    trill = "<notations><ornaments><trill-mark/></ornaments><articulations><staccato/></articulations></notations>"
    marks = "<direction><direction-type><dynamics><f/></dynamics></direction-type></direction>" * 2
    wedge = "<direction><direction-type><wedge type='{}'/></direction-type></direction>"
    hairpin = wedge.format("crescendo") + wedge.format("stop")
    assert score(marks + hairpin + note("C4", 16, trill)).changes == (
        "1 ornament left out",
        "1 articulation left out",
        "2 dynamic marks left out",
        "1 hairpin left out",
    )


def test_modes_are_kept_and_unknown_is_unknown() -> None:
    assert case("x12").key == Key(9, "minor")
    assert case("x12b").keys == (KeySignature(0, -3, None),)
    dorian = score(note("D4", 16), attributes="<key><fifths>0</fifths><mode>dorian</mode></key>")
    assert dorian.key == Key(2, "dorian")


def test_every_change_of_key_is_kept() -> None:
    change = "<attributes><key><fifths>-1</fifths><mode>minor</mode></key></attributes>"
    piece = score(note("C4", 16), change + note("D4", 16), attributes="<key><fifths>2</fifths></key>")
    assert piece.keys == (KeySignature(0, 2, None), KeySignature(1920, -1, "minor"))


def test_velocity_is_a_percentage_of_ninety() -> None:
    assert [each.velocity for each in score(note("C4", 8, dynamics="100") + note("C4", 8)).voices[0].notes] == [90, 80]


def test_instruments_change_with_the_notes_that_name_them_and_with_sounds() -> None:
    part = "<part-name>Reed</part-name>" + "".join(
        f"<midi-instrument id='{name}'><midi-program>{number}</midi-program></midi-instrument>"
        for name, number in {"oboe": 69, "cor": 70}.items()
    )
    oboe, cor = ("<instrument id='oboe'/>", "<instrument id='cor'/>")
    sound = "<sound><midi-instrument id='cor'><midi-program>1</midi-program></midi-instrument></sound>"
    piece = score(note("C4", 8, oboe) + note("C4", 8, cor), note("C4", 8, cor) + sound + note("C4", 8, cor), part=part)
    assert piece.voices[0].programs == (Program(0, 68), Program(960, 69), Program(2880, 0))


def pedal(kind: str) -> str:
    return f"<direction><direction-type><pedal type='{kind}'/></direction-type></direction>"


def test_the_pedal_is_kept_and_one_never_let_go_is_held_to_the_end() -> None:
    piece = score(pedal("start") + note("C4", 8) + pedal("change") + note("C4", 8) + pedal("stop"))
    assert piece.voices[0].pedals == (Pedal(0, 960), Pedal(960, 1920))
    assert score(note("C4", 8) + pedal("start") + note("C4", 8)).voices[0].pedals == (Pedal(960, 1920),)
    sounded = "<sound damper-pedal='yes'/>" + note("C4", 8) + "<sound damper-pedal='no'/>" + note("C4", 8)
    assert score(sounded).voices[0].pedals == (Pedal(0, 960),)


def test_a_timewise_score_is_read_as_a_partwise_one() -> None:
    assert [each.pitch for each in case("x37").voices[0].notes] == [60, 62, 64, 65]
    parts = "".join(f"<part id='{name}'>{note('C4', 4)}{note('C4', 4)}</part>" for name in ("P1", "P2"))
    piece = parse_musicxml(
        f"<score-timewise><measure>{parts}</measure><measure>{parts}</measure></score-timewise>".encode()
    )
    assert [len(voice.notes) for voice in piece.voices] == [4, 4]


def test_a_blank_line_may_stand_before_the_declaration() -> None:
    assert case("x44").title == "Ständchen"
    plain = (CASES / "read-right" / "x41-utf8-bom.musicxml").read_bytes().removeprefix(b"\xef\xbb\xbf")
    assert parse_musicxml(b"\xef\xbb\xbf\r\n \r\n" + plain).title == "Ständchen"


@pytest.mark.parametrize(
    ("number", "message"), [("x38", "declares entities"), ("x43", "not in the encoding that it names")]
)
def test_what_is_not_read_says_why(number: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        case(number)


def archive(*files: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in files:
            file.writestr(name, content)
    return data.getvalue()


def test_odd_archives_are_read_by_what_is_in_them() -> None:
    assert case("x52").title == case("x56").title == "Ständchen"
    plain = (CASES / "x11-grace-notes.musicxml").read_bytes()
    assert len(parse_musicxml(archive(("notes.txt", b"hello"), ("score.musicxml", plain))).voices[0].notes) == 4


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_what_was_read_right_is_still(path: Path) -> None:
    """The notes of these files, counted by hand."""
    counted = {
        "x15": 10,
        "x19": 1,
        "x20": 2,
        "x26": 17,
        "x27": 8,
        "x28": 8,
        "x30": 2,
        "x33": 5,
        "x34": 3,
        "x35": 1,
        "x36": 5,
    }
    piece = read_piece(path)
    assert sum(len(voice.notes) for voice in piece.voices) == counted.get(path.stem[:3], 4)
    assert len(piece.voices) == (2 if path.stem[:3] in ("x26", "x27", "x28") else 1)
