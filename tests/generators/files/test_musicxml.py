"""MusicXML: hand-made documents read as the specification (W3C, MusicXML 4.0) says, damaged ones refused."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from generators.errors import InputError
from generators.files.guards import STRANGERS
from generators.files.musicxml.reader import parse_musicxml, read_musicxml
from generators.pieces import Key, Meter, Note, Voice

C4 = "<pitch><step>C</step><octave>4</octave></pitch>"
DIVISIONS = "<attributes><divisions>2</divisions></attributes>"
QUARTER = f"<note>{C4}<duration>2</duration></note>"
FERMATA = "<notations><fermata/></notations>"


def document(*measures: str, head: str = "", name: str = "Soprano") -> bytes:
    bars = "".join(f"<measure>{measure}</measure>" for measure in measures)
    return (
        f"<?xml version='1.0'?>{head}<score-partwise><part-list><score-part id='P1'><part-name>{name}</part-name>"
        f"</score-part></part-list><part id='P1'>{bars}</part></score-partwise>"
    ).encode()


def notes(*measures: str) -> tuple[Note, ...]:
    (voice,) = parse_musicxml(document(*measures)).voices
    return voice.notes


def test_a_document_written_by_hand_is_read_note_for_note() -> None:
    attributes = (
        "<attributes><divisions>2</divisions><key><fifths>-3</fifths><mode>minor</mode></key>"
        "<time><beats>3</beats><beat-type>4</beat-type></time></attributes><sound tempo='72'/>"
    )
    flat = "<pitch><step>B</step><alter>-1</alter><octave>3</octave></pitch>"
    piece = parse_musicxml(
        document(
            attributes + QUARTER,
            f"<note><rest/><duration>3</duration></note><note>{flat}<duration>3</duration>{FERMATA}</note>",
        )
    )
    assert piece.voices == (Voice("Soprano", (Note(0, 480, 60), Note(1200, 720, 58, fermata=True))),)
    assert (piece.length, piece.pickup, piece.tempo) == (1920, 480, 72)
    assert (piece.meters, piece.key) == ((Meter(0, 3, 4),), Key(0, "minor"))


def test_a_chord_sounds_together_and_another_voice_begins_again() -> None:
    e4 = "<pitch><step>E</step><octave>4</octave></pitch>"
    assert notes(
        f"{DIVISIONS}{QUARTER}<note><chord/>{e4}<duration>2</duration></note>{QUARTER}"
        f"<backup><duration>4</duration></backup><forward><duration>1</duration></forward>"
        f"<note>{e4}<duration>1</duration></note>"
    ) == (Note(0, 480, 60), Note(0, 480, 64), Note(240, 240, 64), Note(480, 480, 60))


def tied(kinds: str, voice: int = 1, duration: int = 2, extra: str = "") -> str:
    ties = "".join(f"<tie type='{kind}'/>" for kind in kinds.split())
    return f"<note>{C4}<duration>{duration}</duration>{ties}<voice>{voice}</voice>{extra}</note>"


def test_tied_notes_are_one_and_keep_the_fermata() -> None:
    assert notes(DIVISIONS + tied("start"), tied("stop start"), tied("stop", extra=FERMATA)) == (
        Note(0, 1440, 60, True),
    )


def test_a_fermata_on_the_first_of_tied_notes_is_the_whole_notes() -> None:
    assert notes(DIVISIONS + tied("start", extra=FERMATA), tied("stop")) == (Note(0, 960, 60, True),)


def test_a_tie_without_a_partner_is_a_note_of_its_own() -> None:
    rest = "<note><rest/><duration>2</duration></note>"
    assert notes(DIVISIONS + tied("start") + rest, tied("stop")) == (Note(0, 480, 60), Note(960, 480, 60))


def test_ties_of_one_pitch_in_two_voices_are_told_apart() -> None:
    back = "<backup><duration>2</duration></backup>"
    first = DIVISIONS + tied("start", 1) + back + "<forward><duration>1</duration></forward>" + tied("start", 2, 1)
    second = tied("stop", 2, 4) + "<backup><duration>4</duration></backup>" + tied("stop", 1, 1)
    assert notes(first, second) == (Note(0, 720, 60), Note(240, 1200, 60))


GRACE, CUE = f"<note><grace/>{C4}</note>", f"<note><cue/>{C4}<duration>2</duration></note>"


def test_grace_and_cue_notes_are_left_out() -> None:
    assert notes(DIVISIONS + GRACE + QUARTER + CUE) == (Note(0, 480, 60),)


def test_a_cue_notes_time_passes_and_a_grace_notes_does_not() -> None:
    """As their content models say: a cue note has a duration, a grace note has none."""
    back = "<backup><duration>4</duration></backup>"
    assert notes(DIVISIONS + GRACE + CUE + QUARTER + back + QUARTER) == (Note(0, 480, 60), Note(480, 480, 60))


def test_a_backup_beyond_the_measures_start_goes_to_its_start() -> None:
    back = "<backup><duration>8</duration></backup>"  # a bar of 4/4 from a voice of a quarter, as MuseScore writes it
    assert notes(DIVISIONS + QUARTER + back + QUARTER * 4)[:2] == (Note(0, 480, 60), Note(0, 480, 60))


SNARE = "<note><unpitched/><duration>2</duration><instrument id='P1-X4'/></note>"
KICK = "<note><chord/><unpitched/><duration>2</duration><instrument id='P1-X2'/></note>"
UNKNOWN = "<note><unpitched/><duration>2</duration><instrument id='P1-X9'/></note>"


def percussion(*measures: str, snare: object = 39) -> bytes:
    """A part of two drums, with the ids and numbers of W3C, MusicXML 4.0, Tutorial: Percussion."""
    declared = "".join(
        f"<midi-instrument id='{name}'><midi-channel>10</midi-channel><midi-program>1</midi-program>"
        f"<midi-unpitched>{number}</midi-unpitched></midi-instrument>"
        for name, number in {"P1-X4": snare, "P1-X2": 37}.items()
    )
    plain = document(DIVISIONS + measures[0], *measures[1:], name="Drumset").decode()
    return plain.replace("</score-part>", f"{declared}</score-part>").encode()


def test_unpitched_notes_are_the_drums_that_their_instruments_number_from_one() -> None:
    """Side drum and bass drum of General MIDI's percussion map: 38 and 36, which count from 0."""
    piece = parse_musicxml(percussion(SNARE + KICK + SNARE))
    assert piece.voices == (Voice("Drumset", (Note(0, 480, 36), Note(0, 480, 38), Note(480, 480, 38)), drums=True),)


def test_a_parts_only_instrument_need_not_be_named_by_its_notes() -> None:
    data = percussion(SNARE.replace("<instrument id='P1-X4'/>", "")).decode()
    only = data.replace("<midi-unpitched>37</midi-unpitched>", "").encode()
    assert parse_musicxml(only).voices == (Voice("Drumset", (Note(0, 480, 38),), drums=True),)


def test_an_unpitched_note_without_a_number_is_left_out_and_its_time_passes() -> None:
    assert parse_musicxml(percussion(UNKNOWN + SNARE)).voices[0].notes == (Note(480, 480, 38),)


def test_in_a_part_with_pitched_notes_the_unpitched_are_left_out() -> None:
    assert parse_musicxml(percussion(SNARE + QUARTER)).voices == (Voice("Drumset", (Note(480, 480, 60),)),)


def test_transposing_instruments_sound_as_they_do() -> None:
    clarinet = "<attributes><divisions>2</divisions><transpose><chromatic>-2</chromatic></transpose></attributes>"
    assert notes(clarinet + QUARTER) == (Note(0, 480, 58),)


def archive(score: bytes, name: str = "score.xml", entries: int = 0) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "META-INF/container.xml",
            f"<container><rootfiles><rootfile full-path='{name}'/></rootfiles></container>",
        )
        file.writestr("score.xml", score)
        for number in range(entries):
            file.writestr(f"{number}", "")
    return data.getvalue()


def test_a_compressed_score_is_the_one_its_container_names() -> None:
    assert parse_musicxml(archive(document(DIVISIONS + QUARTER))).voices == (Voice("Soprano", (Note(0, 480, 60),)),)


GOOD = document(DIVISIONS + QUARTER)
LIES = bytearray(archive(b" " * 20_000_000))  # whose directory says it is small
for place in (i for i in range(len(LIES)) if LIES[i : i + 4] in (b"PK\x01\x02", b"PK\x03\x04")):
    at = place + (24 if LIES[place + 2] == 1 else 22)
    if int.from_bytes(LIES[at : at + 4], "little") > 1_000_000:
        LIES[at : at + 4] = (100).to_bytes(4, "little")

HOSTILE = {
    "entity": ("declares entities", document(head="<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>")),
    "billion laughs": ("declares entities", document(head="<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>")),
    "entity in UTF-16": (
        "declares entities",
        document(head="<!DOCTYPE x [<!ENTITY a 'ha'>]>").decode().encode("utf-16"),
    ),
    "encoding unknown": ("not well-formed XML: Unsupported encoding", GOOD.decode().encode("cp037")),
    "internal subset": ("declares entities", document(head="<!DOCTYPE score-partwise [<!ELEMENT a ANY>]>")),
    "bomb": ("archive of more than", archive(b" " * 20_000_000)),
    "bomb that lies": ("damaged archive|not well-formed|larger than", bytes(LIES)),
    "container names nothing": ("damaged archive", archive(GOOD, name="other.xml")),
    "truncated archive": ("damaged archive", archive(GOOD)[:-30]),
    "wrong root": ("its root is <opus>", b"<opus/>"),
    "truncated": ("not well-formed XML", GOOD[: len(GOOD) // 2]),
    "no XML": ("not well-formed XML", b"MThd"),
    "no measures": ("without measures", document()),
    "no notes": ("no notes", document("<note><rest/><duration>1</duration></note>")),
    "duration in powers of ten": ("a duration of '1e999999999'", GOOD.replace(b"n>2</d", b"n>1e999999999</d")),
    "negative duration": ("a duration of '-2'", GOOD.replace(b"n>2</d", b"n>-2</d")),
    "endless": ("quarter notes long, more than", GOOD.replace(b"n>2</d", b"n>999999999</d")),
    "no divisions": ("0 divisions", GOOD.replace(b"<divisions>2", b"<divisions>0")),
    "unknown step": ("damaged MusicXML: KeyError: 'H'", GOOD.replace(b"<step>C", b"<step>H")),
    "octave no number": ("damaged MusicXML", GOOD.replace(b"<octave>4", b"<octave>x")),
    "octave out of hearing": ("not a MIDI number", GOOD.replace(b"<octave>4", b"<octave>44")),
    "alter infinite": ("damaged MusicXML", GOOD.replace(b"</step>", b"</step><alter>inf</alter>")),
    "tempo": ("a tempo of nan", document(DIVISIONS + "<sound tempo='nan'/>" + QUARTER)),
    "metre": (
        "a metre of 4/3",
        document("<attributes><time><beats>4</beats><beat-type>3</beat-type></time></attributes>" + QUARTER),
    ),
    "drum beyond MIDI": ("not a MIDI number", percussion(SNARE, snare=129)),
    "drum without a number": ("damaged MusicXML", percussion(SNARE, snare="x")),
    "too many notes": ("25,000 notes", document(DIVISIONS, *[f"<note>{C4}<duration>0.1</duration></note>" * 25_000])),
    "nested too deep": ("not well-formed XML", b"<a>" * 5_000 + b"</a>" * 5_000),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_used_is_refused_in_one_line(case: str) -> None:
    message, data = HOSTILE[case]
    with pytest.raises(InputError, match=message) as refusal:
        parse_musicxml(data)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "the file is empty"), (GOOD[:80], "not well-formed"), (bytes(1_000_001), "larger than 1,000,000 bytes")],
)
def test_a_file_that_is_refused_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.musicxml"
    path.write_bytes(data)
    with pytest.raises(InputError, match=rf"bad\.musicxml: {message}") as refusal:
        read_musicxml(path, STRANGERS)
    assert str(refusal.value).count("bad.musicxml") == 1
    with pytest.raises(InputError, match=r"absent\.xml: cannot be read: No such file"):
        read_musicxml(tmp_path / "absent.xml")


def test_a_piece_without_a_title_takes_its_files_name(tmp_path: Path) -> None:
    path = tmp_path / "song.xml"
    path.write_bytes(GOOD)
    assert read_musicxml(path).title == "song"


def test_damaged_files_are_read_or_refused_but_never_crash() -> None:
    chance = random.Random(20)
    compressed = archive(GOOD)
    for number in range(2_000):
        data = bytearray(compressed if number % 2 else GOOD)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            parse_musicxml(bytes(data))
        except InputError:
            continue
