"""Reading MusicXML safely: nothing but the document itself is opened (opening.py), and no unbounded piece is read.

A part is a voice, but for closed scores (closed.py). Read are notes, ties, chords, fermatas, velocities, measures,
metres, keys, tempi, instruments and pedal; what else would be heard is counted in the piece's changes. Repeats are not
played out: where endings follow each other, or a da capo stands between, the piece has a break. The format: W3C,
MusicXML 4.0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path

from lxml import etree

from generators.errors import InputError
from generators.files.guards import OWN, STRANGERS, Limits, check_size, read_bytes
from generators.files.musicxml import elements, omissions
from generators.files.musicxml.closed import choir
from generators.files.musicxml.elements import text
from generators.files.musicxml.opening import opened
from generators.files.musicxml.parts import Mark, Part, read_part
from generators.files.musicxml.ties import Sounding, sounding, ticks
from generators.pieces import (
    COMMON_TIME,
    KeySignature,
    Meter,
    Pedal,
    Piece,
    Program,
    Tempo,
    Voice,
    regular_bars,
)


def read_musicxml(path: Path, limits: Limits = OWN) -> Piece:
    """The piece in a .musicxml, .xml or .mxl file. Raises InputError naming the file and what is wrong with it."""
    try:
        piece = parse_musicxml(read_bytes(path, limits), limits)
    except InputError as error:
        message = str(error)
        raise InputError(message if message.startswith(str(path)) else f"{path}: {message}") from None
    return piece if piece.title else replace(piece, title=path.stem)


def parse_musicxml(data: bytes, limits: Limits = STRANGERS) -> Piece:
    """The piece in the bytes of a MusicXML document, compressed (.mxl) or not. Raises InputError."""
    root = opened(data, limits)
    try:
        return check_size(_piece(root), limits)
    except (ValueError, ArithmeticError, KeyError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"damaged MusicXML: {type(error).__name__}: {error}") from None


def _piece(root: etree._Element) -> Piece:
    listed = {element.get("id"): element for element in root.iterfind("part-list/score-part")}
    parts = [
        read_part(element, listed.get(element.get("id")), number)
        for number, element in enumerate(root.iterfind("part"), start=1)
    ]
    starts = _measure_starts(parts)
    length = ticks(starts[-1])
    meters = _meters(parts, starts, length)
    pickup = _pickup(root, starts, meters[0])
    measures = tuple(sorted({tick for start in starts if pickup <= (tick := ticks(start)) < length}))
    regular = tuple(islice(regular_bars(meters, pickup, length), len(measures) + 1))  # a last bar may be endless
    breaks = {starts[index] for part in parts for index in part.breaks if starts[index] < starts[-1]}
    heard = [sounding(part.notes, part.graces, starts, breaks) for part in parts]
    return Piece(
        voices=tuple(_voices(parts, heard, starts, length)),
        length=length,
        meters=meters,
        pickup=pickup,
        measures=() if measures == regular else measures,
        breaks=tuple(sorted(map(ticks, breaks))),
        keys=_keys(parts, starts, length),
        tempos=_tempos(parts, starts, length),
        title=text(root, "work/work-title") or text(root, "movement-title"),
        changes=_changes(parts, heard),
    )


def _measure_starts(parts: Sequence[Part]) -> list[Fraction]:
    """Where each measure starts, in quarter notes, and where the last one ends: the longest part counts."""
    if not parts or not any(part.lengths for part in parts):
        raise InputError("a score without measures")
    starts = [Fraction(0)]
    for number in range(max(len(part.lengths) for part in parts)):
        starts.append(starts[-1] + max(part.lengths[number] for part in parts if number < len(part.lengths)))
    return starts


def _pickup(root: etree._Element, starts: Sequence[Fraction], meter: Meter) -> int:
    """Ticks of a first measure that is no bar: as it is numbered, or else because it is shorter than its metre."""
    first, length = ticks(starts[1]), ticks(starts[-1])
    numbered = {(measure.get("number"), measure.get("implicit")) for measure in root.iterfind("part/measure[1]")}
    if numbered == {("0", "yes")}:
        return first
    return first if first < min(meter.bar, length) and numbered != {("1", "no")} else 0


def _marks(part: Part, kind: str, starts: Sequence[Fraction], length: int) -> Iterator[tuple[int, Mark]]:
    """A part's marks of a kind with the ticks, before the piece's end, from which they hold; in order."""
    placed = [(ticks(starts[mark.measure] + mark.position), mark) for mark in part.marks if mark.kind == kind]
    yield from sorted((pair for pair in placed if pair[0] < length), key=lambda pair: pair[0])


def _meters(parts: Sequence[Part], starts: Sequence[Fraction], length: int) -> tuple[Meter, ...]:
    """All parts' metres; of two at one place the first part's."""
    meters: dict[int, Meter] = {}
    for part in parts:
        for tick, mark in _marks(part, "time", starts, max(length, 1)):
            meter = elements.meter(mark.value, tick)
            if meter is not None:
                meters.setdefault(tick, meter)
    if 0 not in meters:
        meters[0] = COMMON_TIME[0]
    return tuple(meters[tick] for tick in sorted(meters))


def _keys(parts: Sequence[Part], starts: Sequence[Fraction], length: int) -> tuple[KeySignature, ...]:
    """The key signatures of the first part that has some, if possible one without a percussion clef."""
    for part in sorted(parts, key=lambda part: part.percussion):
        keys = {
            tick: key
            for tick, mark in _marks(part, "key", starts, length)
            if (key := elements.key(mark.value, tick, mark.transposition)) is not None
        }
        if keys:
            return tuple(keys.values())
    return ()


def _tempos(parts: Sequence[Part], starts: Sequence[Fraction], length: int) -> tuple[Tempo, ...]:
    """All parts' tempi; of two at one place the first part's."""
    tempos: dict[int, Tempo] = {}
    for part in parts:
        own = {tick: Tempo(tick, mark.value) for tick, mark in _marks(part, "tempo", starts, length)}
        tempos = own | tempos
    return tuple(tempos[tick] for tick in sorted(tempos))


def _voices(
    parts: Sequence[Part], heard: Sequence[list[Sounding]], starts: Sequence[Fraction], length: int
) -> Iterator[Voice]:
    """The parts' voices: drums where nothing in one has a pitch, otherwise what has one."""
    lines = choir(list(zip(parts, heard, strict=True)))
    for place, (part, notes) in enumerate(zip(parts, heard, strict=True)):
        programs, pedals = _programs(part, starts, length), _pedals(part, starts, length)
        for line in lines.get(place, ()):
            yield Voice(line.name, line.notes, programs=programs, pedals=pedals)
        if place not in lines:
            drums = _is_drums(part)
            own = tuple(sorted(each.note for each in notes if each.first.drum == drums))
            yield Voice(part.name, own, drums, programs, pedals)


def _is_drums(part: Part) -> bool:
    return all(note.drum for note in part.notes) if part.notes else part.percussion


def _programs(part: Part, starts: Sequence[Fraction], length: int) -> tuple[Program, ...]:
    """What plays the part: as its list of instruments says, its notes choose among these, and sounds change it."""
    programs: dict[int, int] = {}
    listed = [instrument.program for instrument in part.instruments.values()]
    if not _is_drums(part):  # of these the list numbers single drums
        chosen = [(tick, mark.value) for tick, mark in _marks(part, "instrument", starts, length)]
        if chosen and len(listed) > 1:
            programs = {0: chosen[0][1]} | dict(chosen)
        elif len(listed) == 1 and listed[0] is not None:
            programs = {0: listed[0]}
    changes = [Program(0, -1)]
    for tick in sorted(programs):
        if programs[tick] != changes[-1].number:
            changes.append(Program(tick, programs[tick]))
    said = {tick: Program(tick, mark.value) for tick, mark in _marks(part, "program", starts, length)}
    merged = {change.onset: change for change in changes[1:]} | said
    return tuple(merged[tick] for tick in sorted(merged))


def _pedals(part: Part, starts: Sequence[Fraction], length: int) -> tuple[Pedal, ...]:
    """When the pedal is down; one that is never let go is held to the end."""
    pedals, down = [], None
    for tick, mark in _marks(part, "pedal", starts, length + 1):
        if down is not None and tick > down and mark.value in ("start", "stop", "change", "discontinue"):
            pedals.append(Pedal(down, tick))
        if mark.value in ("start", "change", "resume"):
            down = tick if down is None or mark.value != "resume" else down
        elif mark.value in ("stop", "discontinue"):
            down = None
    if down is not None and down < length:
        pedals.append(Pedal(down, length))
    return tuple(pedals)


def _changes(parts: Sequence[Part], heard: Sequence[Sequence[Sounding]]) -> tuple[str, ...]:
    counts = sum((part.left_out for part in parts), Counter[str]())
    for part, notes in zip(parts, heard, strict=True):
        if not _is_drums(part):
            counts["mixed"] += sum(each.first.drum for each in notes)
    roads = [part.roads for part in parts]
    counts.update({kind: max(road[kind] for road in roads) for kind in ("repeat", "jump")})
    return omissions.said(counts)
