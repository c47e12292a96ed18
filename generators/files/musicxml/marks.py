"""Writing what holds from a place in a measure on: metre, key, clef, tempo, instrument, pedal, endings.

All of it stands before the measure's notes; what begins later in the measure says by how much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol, TypeVar

from lxml import etree

from generators.files.musicxml.building import add
from generators.pieces import TICKS_PER_QUARTER, KeySignature, Meter, Piece, Voice


class _Dated(Protocol):
    @property
    def onset(self) -> int: ...


_Event = TypeVar("_Event", bound=_Dated)


def _within(events: Sequence[_Event], start: int, end: int) -> Iterator[tuple[int, _Event]]:
    """The events that begin in a measure, each with its ticks from the measure's start."""
    yield from ((event.onset - start, event) for event in events if start <= event.onset < end)


def write_attributes(measure: etree._Element, piece: Piece, voice: Voice, start: int, end: int) -> None:
    keys, meters = dict(_within(piece.keys, start, end)), dict(_within(piece.meters, start, end))
    for offset in sorted(keys | meters | ({0: None} if start == 0 else {})):
        if offset:
            add(add(measure, "forward"), "duration", str(offset))
        attributes = add(measure, "attributes")
        if start + offset == 0:
            add(attributes, "divisions", str(TICKS_PER_QUARTER))
        if offset in keys:
            _write_key(attributes, keys[offset])
        if offset in meters:
            _write_meter(attributes, meters[offset])
        if start + offset == 0:
            _write_clef(attributes, voice)
        if offset:
            add(add(measure, "backup"), "duration", str(offset))


def _write_key(attributes: etree._Element, signature: KeySignature) -> None:
    key = add(attributes, "key")
    add(key, "fifths", str(signature.fifths))
    if signature.mode:
        add(key, "mode", signature.mode)


def _write_meter(attributes: etree._Element, meter: Meter) -> None:
    time = add(attributes, "time")
    add(time, "beats", "+".join(map(str, meter.groups)) or str(meter.numerator))
    add(time, "beat-type", str(meter.denominator))


def _write_clef(attributes: etree._Element, voice: Voice) -> None:
    clef = add(attributes, "clef")
    if voice.drums:
        add(clef, "sign", "percussion")
        return
    pitches = [note.pitch for note in voice.notes]
    treble = not pitches or sum(pitches) / len(pitches) >= 60
    add(clef, "sign", "G" if treble else "F")
    add(clef, "line", "2" if treble else "4")


def write_tempi(measure: etree._Element, piece: Piece, start: int, end: int) -> None:
    for offset, tempo in _within(piece.tempos, start, end):
        _offset(add(measure, "sound", tempo=repr(float(tempo.quarters)).removesuffix(".0")), offset)


def write_programs(measure: etree._Element, voice: Voice, instrument: str, start: int, end: int) -> None:
    """Changes of the instrument; a pitched part's first stands in the list of parts."""
    for offset, program in _within(voice.programs, start, end):
        if start + offset or voice.drums:
            sound = add(measure, "sound")
            add(add(sound, "midi-instrument", id=instrument), "midi-program", str(program.number + 1))
            _offset(sound, offset)


def _offset(sound: etree._Element, ticks: int) -> None:
    if ticks:
        add(sound, "offset", str(ticks))


def write_pedal(measure: etree._Element, voice: Voice, start: int, end: int) -> None:
    downs = [(pedal.onset, "start") for pedal in voice.pedals if start <= pedal.onset < end]
    ups = [(pedal.end, "stop") for pedal in voice.pedals if start < pedal.end <= end]
    for tick, kind in sorted(ups + downs, key=lambda event: (event[0], event[1] == "start")):
        direction = add(measure, "direction")
        add(add(direction, "direction-type"), "pedal", type=kind)
        if tick > start:
            add(direction, "offset", str(tick - start), sound="yes")


def write_barline(measure: etree._Element, location: Literal["left", "right"], breaks: bool) -> None:
    """The bar line of a first ending, after which the music does not follow on."""
    if breaks:
        barline = add(measure, "barline", location=location)
        add(barline, "ending", number="1", type="start" if location == "left" else "stop")
        if location == "right":
            add(barline, "repeat", direction="backward")
