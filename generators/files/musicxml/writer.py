"""Writing MusicXML from our own notes: the same bytes for the same piece, and nothing about who wrote it but its title.

Notes that cross a bar line or have no single note value are tied. Written by hand rather than through a score library:
what is engraved and what is stored then come from the same notes. The format: W3C, MusicXML 4.0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lxml import etree

from generators.files.musicxml.beams import Stem, beam_marks
from generators.files.musicxml.building import add
from generators.files.musicxml.elements import LOUD
from generators.files.musicxml.kit import drum
from generators.files.musicxml.marks import write_attributes, write_barline, write_pedal, write_programs, write_tempi
from generators.files.musicxml.spelling import spell
from generators.files.musicxml.symbols import Chord, Symbol, lanes, symbols
from generators.pieces import DEFAULT_VELOCITY, Note, Piece, Voice, bar_spans, bars, in_force, meter_at

DRUM_CHANNEL = "10"  # General MIDI's


def to_musicxml(piece: Piece) -> str:
    """The piece as a partwise MusicXML document: reading it gives the same piece."""
    root = etree.Element("score-partwise", version="4.0")
    if piece.title:
        add(add(root, "work"), "work-title", piece.title)
    part_list = add(root, "part-list")
    parts = [_Part(f"P{number}", voice, lanes(voice.notes)) for number, voice in enumerate(piece.voices, start=1)]
    for part in parts:
        score_part = add(part_list, "score-part", id=part.id)
        add(score_part, "part-name", part.voice.name)
        if part.voice.drums:
            _write_kit(score_part, part)
        elif part.voice.programs or part.is_solo:
            _write_instrument(score_part, part)
    for part in parts:
        _write_part(add(root, "part", id=part.id), piece, part, is_first=part is parts[0])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False).decode()


@dataclass(frozen=True, slots=True)
class _Part:
    id: str
    voice: Voice
    lanes: list[list[Chord]]

    @property
    def is_solo(self) -> bool:
        """Its two lanes would otherwise be read as two voices on a staff."""
        return len(self.lanes) == 2 and not self.voice.drums

    def instrument(self, pitch: int) -> str:
        """The id of what plays a note."""
        return f"{self.id}-I{pitch if self.voice.drums else 1}"


def _write_kit(score_part: etree._Element, part: _Part) -> None:
    """An instrument for each drum, and the MIDI number (which the format counts from 1) that sounds it."""
    pitches = sorted({note.pitch for note in part.voice.notes})
    for pitch in pitches:
        add(add(score_part, "score-instrument", id=part.instrument(pitch)), "instrument-name", drum(pitch).name)
    for pitch in pitches:
        instrument = add(score_part, "midi-instrument", id=part.instrument(pitch))
        add(instrument, "midi-channel", DRUM_CHANNEL)
        add(instrument, "midi-unpitched", str(pitch + 1))


def _write_instrument(score_part: etree._Element, part: _Part) -> None:
    """The part's instrument, and its General MIDI number (which the format counts from 1) where it begins with one."""
    instrument = add(score_part, "score-instrument", id=part.instrument(0))
    add(instrument, "instrument-name", part.voice.name)
    if part.is_solo:
        add(instrument, "solo")
    program = in_force(part.voice.programs, 0)
    if program is not None:
        add(add(score_part, "midi-instrument", id=part.instrument(0)), "midi-program", str(program.number + 1))


def _write_part(element: etree._Element, piece: Piece, part: _Part, is_first: bool) -> None:
    edges = sorted({0, piece.length, *bars(piece)})
    for number, (start, end) in zip(_numbers(piece, edges[:-1]), pairwise(edges), strict=True):
        measure = add(element, "measure", number=number, **_counted(piece, start, end))
        bar = start if start or not piece.pickup else end - piece.meters[0].bar  # a pickup's beats count from its end
        write_barline(measure, "left", end in piece.breaks)
        write_attributes(measure, piece, part.voice, start, end)
        if is_first:
            write_tempi(measure, piece, start, end)
        write_programs(
            measure, part.voice, part.instrument(min((n.pitch for n in part.voice.notes), default=0)), start, end
        )
        write_pedal(measure, part.voice, start, end)
        for voice, lane in enumerate(part.lanes, start=1):
            if voice > 1:
                add(add(measure, "backup"), "duration", str(end - start))
            _write_lane(measure, symbols(lane, start, end, bar, meter_at(piece, start)), voice, bar, piece, part)
        write_barline(measure, "right", end in piece.breaks)


def _numbers(piece: Piece, measures: Sequence[int]) -> Iterator[str]:
    """The numbers of measures by where they begin; of a bar in several measures 10, 10a, …, as scores have them."""
    spans = bar_spans(piece)
    for number, own in groupby(measures, key=lambda start: bisect_right(spans, start, key=lambda span: span[0])):
        for place, _ in enumerate(own):
            yield f"{number}{chr(ord('a') + place - 1) if place else ''}"


def _counted(piece: Piece, start: int, end: int) -> dict[str, str]:
    """Whether the first measure counts as a bar, where that is not plain."""
    if start == 0 and piece.pickup:
        return {"implicit": "yes"}
    if start == 0 and end < min(piece.meters[0].bar, piece.length):
        return {"implicit": "no"}
    return {}


def _write_lane(
    measure: etree._Element, lane: Sequence[Symbol], voice: int, bar: int, piece: Piece, part: _Part
) -> None:
    meter = meter_at(piece, max(bar, 0))
    beams = beam_marks([Stem(symbol.onset - bar, symbol.beams) for symbol in lane], meter)
    for place, (symbol, marks) in enumerate(zip(lane, beams, strict=True)):
        bracket = _Bracket.of(lane, beams, place)
        if not symbol.notes:
            rest = add(measure, "note")
            add(rest, "rest")
            _write_value(rest, symbol, voice)
            _write_notations(rest, [], bracket, fermata=False)
        for index, note in enumerate(symbol.notes):
            _write_note(measure, note, symbol, voice, marks, bracket, piece, part, in_chord=index > 0)


@dataclass(frozen=True, slots=True)
class _Bracket:
    """Whether a symbol begins or ends a tuplet, and whether the tuplet needs a bracket, as no beam joins all of it."""

    begins: bool
    ends: bool
    drawn: bool

    @classmethod
    def of(cls, lane: Sequence[Symbol], beams: Sequence[Sequence[str]], place: int) -> _Bracket:
        tuplet = lane[place].tuplet
        if tuplet is None:
            return cls(False, False, False)
        members = [index for index, symbol in enumerate(lane) if symbol.tuplet is tuplet]
        levels = [beams[index][0] if beams[index] else "" for index in members]
        joined = levels[0] == "begin" and levels[-1] == "end" and all(level == "continue" for level in levels[1:-1])
        return cls(place == members[0], place == members[-1], not joined)


def _write_note(
    measure: etree._Element,
    note: Note,
    symbol: Symbol,
    voice: int,
    beams: Sequence[str],
    bracket: _Bracket,
    piece: Piece,
    part: _Part,
    in_chord: bool,
) -> None:
    loudness = {"dynamics": f"{note.velocity * 100 / LOUD:.2f}"} if note.velocity != DEFAULT_VELOCITY else {}
    element = add(measure, "note", **loudness)
    if in_chord:
        add(element, "chord")
    if part.voice.drums:
        _write_drum(element, note.pitch)
    else:
        _write_pitch(element, note.pitch, piece, symbol.onset)
    tied_on = symbol.onset + symbol.duration < note.end
    ties = [name for name, tied in (("stop", symbol.onset > note.onset), ("start", tied_on)) if tied]
    _write_value(element, symbol, voice, ties, part.instrument(note.pitch) if part.voice.drums else None)
    for level, mark in enumerate(beams if not in_chord else (), start=1):
        add(element, "beam", mark, number=str(level))
    alone = _Bracket(False, False, False) if in_chord else bracket
    _write_notations(element, ties, alone, fermata=note.fermata and not tied_on)


def _write_notations(element: etree._Element, ties: Sequence[str], bracket: _Bracket, fermata: bool) -> None:
    if not (ties or fermata or bracket.begins or bracket.ends):
        return
    notations = add(element, "notations")
    for name in ties:
        add(notations, "tied", type=name)
    if bracket.begins:
        add(notations, "tuplet", type="start", bracket="yes" if bracket.drawn else "no")
    if bracket.ends:
        add(notations, "tuplet", type="stop")
    if fermata:
        add(notations, "fermata")


def _write_pitch(element: etree._Element, midi: int, piece: Piece, onset: int) -> None:
    step, alter, octave = spell(midi, in_force(piece.keys, onset))
    pitch = add(element, "pitch")
    add(pitch, "step", step)
    if alter:
        add(pitch, "alter", str(alter))
    add(pitch, "octave", str(octave))


def _write_drum(element: etree._Element, midi: int) -> None:
    """Where the drum stands; which one it is, its instrument says."""
    unpitched, place = add(element, "unpitched"), drum(midi)
    add(unpitched, "display-step", place.step)
    add(unpitched, "display-octave", str(place.octave))


def _write_value(
    element: etree._Element, symbol: Symbol, voice: int, ties: Sequence[str] = (), instrument: str | None = None
) -> None:
    add(element, "duration", str(symbol.duration))
    for name in ties:
        add(element, "tie", type=name)
    if instrument is not None:
        add(element, "instrument", id=instrument)
    add(element, "voice", str(voice))
    if symbol.type is not None:
        name, dots = symbol.type
        add(element, "type", name)
        for _ in range(dots):
            add(element, "dot")
    if symbol.tuplet is not None:
        modification = add(element, "time-modification")
        add(modification, "actual-notes", str(symbol.tuplet.actual))
        add(modification, "normal-notes", str(symbol.tuplet.normal))
