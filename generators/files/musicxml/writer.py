"""Writing MusicXML from our own notes: the same bytes for the same piece, and nothing about who wrote it but its title.

Notes that cross a bar line or have no single note value are tied. Written by hand rather than through a score library:
what is engraved and what is stored then come from the same notes. The format: W3C, MusicXML 4.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from generators.files.musicxml.beams import Stem, beam_marks
from generators.files.musicxml.kit import drum
from generators.pieces import TICKS_PER_QUARTER, Key, Meter, Note, Piece, Voice, bars

TYPES = {"whole": 1920, "half": 960, "quarter": 480, "eighth": 240, "16th": 120, "32nd": 60, "64th": 30}
BEAMS = {"eighth": 1, "16th": 2, "32nd": 3, "64th": 4}
SHARP_STEPS = "FCGDAEB"  # the line of fifths
C_ON_LINE = 1
DRUM_CHANNEL = "10"  # General MIDI's


def _note_values() -> dict[int, tuple[str, int, bool]]:
    """Ticks → (type, dots, triplet) of every note value that is written without a tie."""
    values: dict[int, tuple[str, int, bool]] = {}
    for name, ticks in TYPES.items():
        values[ticks * 2 // 3] = (name, 0, True)
    for name, ticks in TYPES.items():
        values[ticks * 3 // 2] = (name, 1, False)
        values[ticks] = (name, 0, False)
    return values


NOTE_VALUES = _note_values()


def to_musicxml(piece: Piece) -> str:
    """The piece as a partwise MusicXML document. Lossless but for velocities: reading it gives the same piece."""
    root = etree.Element("score-partwise", version="4.0")
    if piece.title:
        _add(_add(root, "work"), "work-title", piece.title)
    part_list = _add(root, "part-list")
    for number, voice in enumerate(piece.voices, start=1):
        score_part = _add(part_list, "score-part", id=f"P{number}")
        _add(score_part, "part-name", voice.name)
        if voice.drums:
            _write_kit(score_part, voice)
    measures = _measures(piece)
    for number, voice in enumerate(piece.voices, start=1):
        part, lanes = _add(root, "part", id=f"P{number}"), _lanes(voice.notes)
        for index, (start, end) in enumerate(measures):
            implicit = {"implicit": "yes"} if index == 0 and piece.pickup else {}
            measure = _add(part, "measure", number=str(index + (0 if piece.pickup else 1)), **implicit)
            _write_attributes(measure, piece, voice, start)
            if start == 0 and number == 1 and piece.tempos:
                _add(measure, "sound", tempo=f"{piece.tempo:g}")
            _write_lanes(measure, lanes, start, end, piece, f"P{number}" if voice.drums else None)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False).decode()


def _write_kit(score_part: etree._Element, voice: Voice) -> None:
    """An instrument for each drum, and the MIDI number (which the format counts from 1) that sounds it."""
    pitches = sorted({note.pitch for note in voice.notes})
    names = [_instrument(score_part.get("id", ""), pitch) for pitch in pitches]
    for name, pitch in zip(names, pitches, strict=True):
        _add(_add(score_part, "score-instrument", id=name), "instrument-name", drum(pitch).name)
    for name, pitch in zip(names, pitches, strict=True):
        instrument = _add(score_part, "midi-instrument", id=name)
        _add(instrument, "midi-channel", DRUM_CHANNEL)
        _add(instrument, "midi-unpitched", str(pitch + 1))


def _instrument(part: str, pitch: int) -> str:
    return f"{part}-I{pitch}"


def _measures(piece: Piece) -> list[tuple[int, int]]:
    edges = sorted(
        {0, piece.length, *bars(piece)} | {meter.onset for meter in piece.meters if meter.onset < piece.length}
    )
    return list(pairwise(edges))


def _write_attributes(measure: etree._Element, piece: Piece, voice: Voice, start: int) -> None:
    meter = next((meter for meter in piece.meters if meter.onset == start), None)
    if start and meter is None:
        return
    attributes = _add(measure, "attributes")
    if start == 0:
        _add(attributes, "divisions", str(TICKS_PER_QUARTER))
        for signature in piece.keys[:1]:
            key = _add(attributes, "key")
            _add(key, "fifths", str(signature.fifths))
            if signature.mode:
                _add(key, "mode", signature.mode)
    if meter is not None:
        _write_meter(attributes, meter)
    if start == 0:
        _write_clef(attributes, voice)


def _write_clef(attributes: etree._Element, voice: Voice) -> None:
    clef = _add(attributes, "clef")
    if voice.drums:
        _add(clef, "sign", "percussion")
        return
    pitches = [note.pitch for note in voice.notes]
    treble = not pitches or sum(pitches) / len(pitches) >= 60
    _add(clef, "sign", "G" if treble else "F")
    _add(clef, "line", "2" if treble else "4")


def _write_meter(attributes: etree._Element, meter: Meter) -> None:
    time = _add(attributes, "time")
    _add(time, "beats", str(meter.numerator))
    _add(time, "beat-type", str(meter.denominator))


def _lanes(notes: Sequence[Note]) -> list[list[list[Note]]]:
    """The notes as lanes of chords that do not overlap: one lane for a melody, more for polyphony in one voice."""
    lanes: list[list[list[Note]]] = []
    for note in sorted(notes):
        for lane in lanes:
            last = lane[-1][0]
            if (last.onset, last.duration) == (note.onset, note.duration) and last.fermata == note.fermata:
                lane[-1].append(note)
                break
            if last.end <= note.onset:
                lane.append([note])
                break
        else:
            lanes.append([[note]])
    return lanes or [[]]


@dataclass(frozen=True, slots=True)
class _Symbol:
    """What is written as one note value: a rest (no notes), or a chord or part of one."""

    onset: int
    duration: int
    notes: tuple[Note, ...]  # as they sound; longer than the symbol where ties join several


def _write_lanes(
    measure: etree._Element, lanes: list[list[list[Note]]], start: int, end: int, piece: Piece, kit: str | None
) -> None:
    """The lanes from tick `start` to `end`; `kit` is the part whose drums they are, if they are drums."""
    beat_start = (
        start if start or not piece.pickup else end - piece.meters[0].bar
    )  # a pickup's beats count from its end
    for number, lane in enumerate(lanes, start=1):
        if number > 1:
            _add(_add(measure, "backup"), "duration", str(end - start))
        symbols = list(_symbols(lane, start, end))
        beams = beam_marks([Stem(symbol.onset - beat_start, _beams(symbol)) for symbol in symbols])
        for symbol, marks in zip(symbols, beams, strict=True):
            _write_symbol(measure, symbol, marks, number, piece.key, kit)


def _symbols(lane: list[list[Note]], start: int, end: int) -> Iterator[_Symbol]:
    """The lane from tick `start` to `end`, without a gap."""
    now = start
    for chord in lane:
        first, last = max(chord[0].onset, start), min(chord[0].end, end)
        if first < last:
            yield from _values(now, first, ())
            yield from _values(first, last, tuple(chord))
            now = last
    yield from _values(now, end, ())


def _values(start: int, end: int, notes: tuple[Note, ...]) -> Iterator[_Symbol]:
    for duration in _split(end - start):
        yield _Symbol(start, duration, notes)
        start += duration


def _beams(symbol: _Symbol) -> int:
    name = NOTE_VALUES[symbol.duration][0] if symbol.notes and symbol.duration in NOTE_VALUES else ""
    return BEAMS.get(name, 0)


def _write_symbol(
    measure: etree._Element, symbol: _Symbol, beams: Sequence[str], number: int, key: Key | None, kit: str | None
) -> None:
    if not symbol.notes:
        rest = _add(measure, "note")
        _add(rest, "rest")
        _write_value(rest, symbol.duration, number)
    for index, note in enumerate(symbol.notes):
        element = _add(measure, "note")
        if index:
            _add(element, "chord")
        if kit is None:
            _write_pitch(element, note.pitch, key)
        else:
            _write_drum(element, note.pitch)
        tied_on = symbol.onset + symbol.duration < note.end
        ties = [name for name, tied in (("stop", symbol.onset > note.onset), ("start", tied_on)) if tied]
        _write_value(element, symbol.duration, number, ties, kit and _instrument(kit, note.pitch))
        for level, mark in enumerate(beams if not index else (), start=1):
            _add(element, "beam", mark, number=str(level))
        if ties or (note.fermata and not tied_on):
            notations = _add(element, "notations")
            for name in ties:
                _add(notations, "tied", type=name)
            if note.fermata and not tied_on:
                _add(notations, "fermata")


def _write_pitch(element: etree._Element, midi: int, key: Key | None) -> None:
    step, alter, octave = spell(midi, key)
    pitch = _add(element, "pitch")
    _add(pitch, "step", step)
    if alter:
        _add(pitch, "alter", str(alter))
    _add(pitch, "octave", str(octave))


def _write_drum(element: etree._Element, midi: int) -> None:
    """Where the drum stands; which one it is, its instrument says."""
    unpitched, place = _add(element, "unpitched"), drum(midi)
    _add(unpitched, "display-step", place.step)
    _add(unpitched, "display-octave", str(place.octave))


def _write_value(
    element: etree._Element, ticks: int, number: int, ties: Sequence[str] = (), instrument: str | None = None
) -> None:
    _add(element, "duration", str(ticks))
    for name in ties:
        _add(element, "tie", type=name)
    if instrument is not None:
        _add(element, "instrument", id=instrument)
    _add(element, "voice", str(number))
    if ticks in NOTE_VALUES:
        name, dots, triplet = NOTE_VALUES[ticks]
        _add(element, "type", name)
        for _ in range(dots):
            _add(element, "dot")
        if triplet:
            modification = _add(element, "time-modification")
            _add(modification, "actual-notes", "3")
            _add(modification, "normal-notes", "2")


def _split(ticks: int) -> Iterator[int]:
    """Note values, longest first, that add up to `ticks`; a rest too odd for any is one value of its own."""
    while ticks:
        value = max((value for value in NOTE_VALUES if value <= ticks), default=ticks)
        if ticks - value and ticks in NOTE_VALUES:
            value = ticks
        yield value
        ticks -= value


def spell(pitch: int, key: Key | None) -> tuple[str, int, int]:
    """Step, alteration and octave of a MIDI pitch, spelled as the key makes likely.

    The twelve names are a stretch of the line of fifths: from three fifths below the major tonic (two below, in minor)
    upwards, so that C major has E♭ B♭ F♯ C♯ G♯ and A minor D♯ in place of E♭.
    """
    fifths = key.fifths if key else 0
    low = C_ON_LINE + fifths - (2 if key and key.mode == "minor" else 3)
    position = next(p for p in range(low, low + 12) if ((p - C_ON_LINE) * 7 - pitch) % 12 == 0)
    alter, index = divmod(position, 7)
    natural = pitch - alter
    return SHARP_STEPS[index], alter, natural // 12 - 1


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, tag, attributes)
    element.text = text
    return element
