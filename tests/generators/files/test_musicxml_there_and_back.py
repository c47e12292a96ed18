"""Pieces written as MusicXML and read again: nothing of them is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generators.files.musicxml.reader import parse_musicxml
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import KeySignature, Meter, Note, Pedal, Piece, Program, Tempo, Voice, cut, regular_bars


def test_the_demos_pieces_come_back_as_they_were_written(bach: Mapping[str, Piece]) -> None:
    assert len(bach) == 52
    for piece in bach.values():
        assert parse_musicxml(to_musicxml(piece).encode()) == piece


LENGTHS = st.one_of(st.sampled_from([120, 160, 240, 320, 360, 480, 720, 960, 1920, 2400]), st.integers(1, 4000))


VELOCITIES = st.one_of(st.just(80), st.integers(1, 127))


@st.composite
def voices(draw: st.DrawFn, name: str) -> Voice:
    """Notes or drums that may overlap, sound the same pitch twice, and leave rests."""
    drums = draw(st.booleans())
    pitches = st.sampled_from([0, 36, 38, 42, 49, 100, 127]) if drums else st.integers(55, 64)
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from([0, 0, 80, 240, 480, 1000]), LENGTHS, pitches, st.booleans(), VELOCITIES),
            min_size=1,
            max_size=8,
        )
    )
    onset, sounding = 0, []
    for number, (step, duration, pitch, fermata, velocity) in enumerate(drawn):
        onset += step if number % 3 else drawn[number - 1][1]  # every third begins where the last one ends, or so
        sounding.append(Note(onset, duration, pitch, fermata, velocity))
    return Voice(name, tuple(sorted(sounding)), drums)


MODES = st.sampled_from(
    ["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "locrian", None],
)


@st.composite
def dated(draw: st.DrawFn, length: int, build, most: int = 3) -> tuple:
    """What holds from different ticks on, the first often at the beginning."""
    onsets = draw(st.lists(st.one_of(st.just(0), st.integers(0, length - 1)), max_size=most, unique=True))
    return tuple(draw(build(st.just(onset))) for onset in sorted(onsets))


def signatures(onset: st.SearchStrategy[int]) -> st.SearchStrategy[KeySignature]:
    return st.builds(KeySignature, onset, st.integers(-7, 7), MODES)


def tempos(onset: st.SearchStrategy[int]) -> st.SearchStrategy[Tempo]:
    return st.builds(Tempo, onset, st.integers(10_000, 400_000).map(lambda thousandths: thousandths / 1000))


def programs(onset: st.SearchStrategy[int]) -> st.SearchStrategy[Program]:
    return st.builds(Program, onset, st.integers(0, 127))


@st.composite
def played(draw: st.DrawFn, voice: Voice, length: int) -> Voice:
    """The voice with instruments and pedal; a pitched one's instruments are known from its beginning or not at all."""
    ticks = sorted(draw(st.lists(st.integers(0, length), max_size=6, unique=True)))
    pedals = tuple(Pedal(*pair) for pair in zip(ticks[::2], ticks[1::2], strict=False))
    return replace(voice, programs=draw(dated(length, programs)), pedals=pedals)


@st.composite
def meters_and_bars(draw: st.DrawFn, end: int) -> dict:
    """Metres that tell where bars begin, or bars where they like."""
    additive = st.lists(st.integers(1, 4), min_size=2, max_size=3).map(tuple)
    groups = draw(st.one_of(st.just(()), st.just(()), additive))
    first = Meter(0, sum(groups) or draw(st.integers(1, 7)), draw(st.sampled_from([2, 4, 8])), groups)
    pickup = draw(st.integers(0, min(first.bar, end) - 1))
    later = Meter(
        pickup + first.bar * draw(st.integers(1, 3)), draw(st.integers(1, 7)), draw(st.sampled_from([2, 4, 8]))
    )
    meters = (first, later) if draw(st.booleans()) and later.onset < end else (first,)
    starts = tuple(regular_bars(meters, pickup, end))
    own = draw(st.one_of(st.just([]), st.lists(st.integers(pickup + 1, end), max_size=4)))
    measures = tuple(sorted({pickup, *own} - {end})) if own else ()
    starts = measures or starts
    breaks = draw(st.lists(st.sampled_from(starts), max_size=2, unique=True)) if starts else []
    return {
        "meters": meters,
        "pickup": pickup,
        "measures": () if measures == tuple(regular_bars(meters, pickup, end)) else measures,
        "breaks": tuple(sorted(tick for tick in breaks if tick)),
    }


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    parts = tuple(draw(voices(name)) for name in draw(st.lists(st.sampled_from("SATB"), min_size=1, unique=True)))
    end = max(note.end for voice in parts for note in voice.notes) + draw(st.sampled_from([0, 480]))
    bars = draw(meters_and_bars(end))
    held = [(note.onset, note.end) for voice in parts for note in voice.notes]
    breaks = tuple(tick for tick in bars["breaks"] if not any(onset < tick < end for onset, end in held))
    return Piece(
        voices=tuple(draw(played(voice, end)) for voice in parts),
        length=end,
        **bars | {"breaks": breaks},
        keys=draw(dated(end, signatures)),
        tempos=draw(dated(end, tempos)),
        title=draw(st.sampled_from(["", "Wachet auf", "Ach, <wie> & wo? – „Ä“"])),
    )


@given(pieces())
@settings(max_examples=200, deadline=None)
def test_a_piece_comes_back_as_it_was_written(piece: Piece) -> None:
    text = to_musicxml(piece)
    assert parse_musicxml(text.encode()) == piece
    assert to_musicxml(replace(piece, source="elsewhere")) == text


def test_drums_that_are_silent_are_drums_still() -> None:
    piece = Piece((Voice("violin", (Note(0, 480, 60),)), Voice("drums", (), drums=True), Voice("piano", ())), 480)
    assert parse_musicxml(to_musicxml(piece).encode()) == piece


@given(pieces())
@settings(max_examples=50, deadline=None)
def test_every_voice_fills_every_measure(piece: Piece) -> None:
    lengths = []
    for part in etree.fromstring(to_musicxml(piece).encode()).iterfind("part"):
        lengths.append([])
        for measure in part.iterfind("measure"):
            filled: dict[str, int] = {}
            for note in measure.iterfind("note"):
                if note.find("chord") is None:
                    lane = note.findtext("voice")
                    filled[lane] = filled.get(lane, 0) + int(note.findtext("duration"))
            assert len(set(filled.values())) == 1
            lengths[-1].append(next(iter(filled.values())))
    assert all(each == lengths[0] for each in lengths)
    assert sum(lengths[0]) == piece.length


def test_nothing_says_who_wrote_it() -> None:
    text = to_musicxml(Piece((Voice("S", (Note(0, 480, 60),)),), 480, source="bachbot"))
    assert not any(word in text for word in ("bachbot", "identification", "creator", "software", "date"))


def test_a_cut_within_one_bar_comes_back_without_a_bar_line() -> None:
    piece = Piece((Voice("S", (Note(0, 3840, 60),)),), 3840)
    within = cut(piece, 480, 960)
    assert within.pickup == 960
    assert parse_musicxml(to_musicxml(within).encode()) == within


def test_a_first_bar_shorter_than_its_metre_is_no_pickup_where_it_counts() -> None:
    piece = Piece((Voice("S", (Note(0, 3840, 60),)),), 3840, measures=(0, 480, 2400))
    assert parse_musicxml(to_musicxml(piece).encode()) == piece


HANDS = {"right": 72, "left": 48}


def test_two_lines_of_one_player_are_no_closed_score() -> None:
    hands = tuple(
        Voice(name, (Note(0, 480, low + 7), Note(0, 960, low), Note(480, 1440, low + 9))) for name, low in HANDS.items()
    )
    assert parse_musicxml(to_musicxml(Piece(hands, 1920)).encode()) == Piece(hands, 1920)
