"""Reading MusicXML safely: nothing but the document itself is opened (opening.py), and no unbounded piece is read.

Read are notes, ties, chords, fermatas, metre, key, tempo and pickup; a part is a voice. Grace notes are left out, and
cue notes, whose time passes. Unpitched notes whose instrument says its MIDI number (`midi-unpitched`) are drums, in a
part that has no pitched ones. Repeats are not played out. The format: W3C, MusicXML 4.0.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from lxml import etree

from generators.errors import InputError
from generators.files.guards import OWN, STRANGERS, Limits, check_size, read_bytes
from generators.files.musicxml.opening import opened
from generators.pieces import COMMON_TIME, TICKS_PER_QUARTER, KeySignature, Meter, Note, Piece, Tempo, Voice

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


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
    if root.tag != "score-partwise":
        raise InputError(f"not a partwise MusicXML score: its root is <{root.tag}>")
    try:
        return check_size(_piece(root), limits)
    except (ValueError, ArithmeticError, KeyError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"damaged MusicXML: {type(error).__name__}: {error}") from None


@dataclass
class _Part:
    """What has been read of one part, by measure; times are quarter notes from the measure's start."""

    kit: Mapping[str, int]  # the MIDI numbers of its unpitched instruments, by their ids
    divisions: int = 1
    transposition: int = 0
    percussion: bool = False  # it has a percussion clef
    notes: list[list[_Written]] = field(default_factory=list)
    lengths: list[Fraction] = field(default_factory=list)


@dataclass(frozen=True)
class _Written:
    """A note as it stands in the file: a tied note is several of these."""

    onset: Fraction
    duration: Fraction
    pitch: int
    fermata: bool
    tied_on: bool  # to the next one
    tied_back: bool  # to the one before
    voice: str  # of several in a part
    drum: bool


@dataclass
class _Signatures:
    """Signatures met so far, metres by the number of their measure."""

    meters: dict[int, tuple[int, int]] = field(default_factory=dict)
    key: KeySignature | None = None
    tempo: float | None = None


def _piece(root: etree._Element) -> Piece:
    signatures = _Signatures()
    names, kits = {}, {}
    for element in root.iterfind("part-list/score-part"):
        names[element.get("id")], kits[element.get("id")] = _text(element, "part-name"), _kit(element)
    parts = [
        (
            names.get(element.get("id")) or f"part {number}",
            _read_part(element, kits.get(element.get("id"), {}), signatures),
        )
        for number, element in enumerate(root.iterfind("part"), start=1)
    ]
    starts = _measure_starts([part for _, part in parts])
    voices = tuple(_voice(name, part, starts) for name, part in parts)
    meters = tuple(
        Meter(_ticks(starts[measure]), *signature) for measure, signature in sorted(signatures.meters.items())
    )
    if not meters or meters[0].onset:
        meters = COMMON_TIME + meters
    length = _ticks(starts[-1])
    first = _ticks(starts[1]) if len(starts) > 1 else 0
    return Piece(
        voices=voices,
        length=length,
        meters=meters,
        pickup=first if first < meters[0].bar and first < length else 0,
        keys=(signatures.key,) if signatures.key else (),
        tempos=(Tempo(0, signatures.tempo),) if signatures.tempo else (),
        title=_text(root, "work/work-title") or _text(root, "movement-title"),
    )


def _kit(score_part: etree._Element) -> dict[str, int]:
    """The MIDI numbers of unpitched instruments, which the format counts from 1."""
    return {
        instrument.get("id", ""): int(_text(instrument, "midi-unpitched")) - 1
        for instrument in score_part.iterfind("midi-instrument[midi-unpitched]")
    }


def _read_part(element: etree._Element, kit: Mapping[str, int], signatures: _Signatures) -> _Part:
    part = _Part(kit)
    for number, measure in enumerate(element.iterfind("measure")):
        _read_measure(measure, number, part, signatures)
    return part


def _read_measure(measure: etree._Element, number: int, part: _Part, signatures: _Signatures) -> None:
    now = end = previous = Fraction(0)
    notes: list[_Written] = []
    for element in measure:
        if element.tag == "attributes":
            _read_attributes(element, number, part, signatures)
        elif element.tag in ("direction", "sound"):
            sound = element if element.tag == "sound" else element.find("sound")
            if sound is not None and sound.get("tempo") and signatures.tempo is None:
                signatures.tempo = _tempo(sound.get("tempo", ""))
        elif element.tag == "backup":
            # Not before the measure's start, as music21 reads it: MuseScore goes back by a whole measure even from a
            # voice that does not fill it.
            now = max(now - _duration(element, part), Fraction(0))
        elif element.tag == "forward":
            now += _duration(element, part)
        elif element.tag == "note" and element.find("grace") is None:
            onset = previous if element.find("chord") is not None else now
            duration = _duration(element, part)
            pitch = _pitch(element, part)
            if pitch is not None and duration > 0 and element.find("cue") is None:
                notes.append(_written(element, onset, duration, pitch))
            if element.find("chord") is None:
                previous, now = now, now + duration
        end = max(end, now)
    part.notes.append(notes)
    part.lengths.append(end)


def _read_attributes(element: etree._Element, number: int, part: _Part, signatures: _Signatures) -> None:
    if element.find("divisions") is not None:
        part.divisions = int(_text(element, "divisions"))
        if part.divisions <= 0:
            raise InputError(f"{part.divisions} divisions to a quarter note")
    if any(_text(clef, "sign") == "percussion" for clef in element.iterfind("clef")):
        part.percussion = True
    if element.find("transpose") is not None:
        octaves = int(_text(element, "transpose/octave-change") or 0)
        part.transposition = int(_text(element, "transpose/chromatic") or 0) + 12 * octaves
    time = element.find("time")
    if time is not None and time.find("beats") is not None:
        numerator, denominator = sum(map(int, _text(time, "beats").split("+"))), int(_text(time, "beat-type"))
        if not 0 < numerator < 100 or denominator not in (1, 2, 4, 8, 16, 32, 64):
            raise InputError(f"a metre of {numerator}/{denominator}")
        signatures.meters.setdefault(number, (numerator, denominator))
    key = element.find("key")
    if key is not None and key.find("fifths") is not None and signatures.key is None:
        written = KeySignature(0, int(_text(key, "fifths")), "minor" if _text(key, "mode") == "minor" else "major")
        signatures.key = written.transposed(part.transposition)


def _pitch(element: etree._Element, part: _Part) -> int | None:
    """The note's MIDI number; None for a rest, and for an unpitched note of which the file does not say it."""
    if element.find("pitch") is not None:
        step, octave = _text(element, "pitch/step"), int(_text(element, "pitch/octave"))
        alter = round(float(_text(element, "pitch/alter") or 0))
        return 12 * (octave + 1) + STEPS[step] + alter + part.transposition
    if element.find("unpitched") is None:
        return None
    instrument = element.find("instrument")  # may be left out where there is only one
    names = list(part.kit) if instrument is None else [instrument.get("id", "")]
    return part.kit.get(names[0]) if len(names) == 1 else None


def _written(element: etree._Element, onset: Fraction, duration: Fraction, pitch: int) -> _Written:
    ties = {tie.get("type") for tie in element.iterfind("tie")}
    return _Written(
        onset,
        duration,
        pitch,
        fermata=element.find("notations/fermata") is not None,
        tied_on="start" in ties,
        tied_back="stop" in ties,
        voice=_text(element, "voice"),
        drum=element.find("unpitched") is not None,
    )


def _measure_starts(parts: list[_Part]) -> list[Fraction]:
    """Where each measure starts, in quarter notes, and where the last one ends: the longest part counts."""
    if not parts or not any(part.lengths for part in parts):
        raise InputError("a score without measures")
    starts = [Fraction(0)]
    for number in range(max(len(part.lengths) for part in parts)):
        starts.append(starts[-1] + max(part.lengths[number] for part in parts if number < len(part.lengths)))
    return starts


def _voice(name: str, part: _Part, starts: list[Fraction]) -> Voice:
    """The part's voice: drums where nothing in it has a pitch, otherwise what has one."""
    written = [note for measure in part.notes for note in measure]
    drums = all(note.drum for note in written) if written else part.percussion
    measures = [[note for note in measure if note.drum == drums] for measure in part.notes]
    return Voice(name, _merged(measures, starts), drums)


def _merged(measures: list[list[_Written]], starts: list[Fraction]) -> tuple[Note, ...]:
    """A part's notes in ticks, tied ones made one. A tie that finds no partner is read as a note of its own."""
    sounding: dict[int, list[tuple[Fraction, _Written]]] = defaultdict(list)  # by pitch: onset and note, tied onwards
    notes: list[Note] = []
    for start, measure in zip(starts, measures, strict=False):
        for written in measure:
            onset = start + written.onset
            if written.tied_back and (before := _partner(sounding[written.pitch], onset, written.voice)):
                sounding[written.pitch].remove(before)
                onset, first = before
                duration, fermata = first.duration + written.duration, first.fermata or written.fermata
                written = replace(written, duration=duration, fermata=fermata)
            if written.tied_on:
                sounding[written.pitch].append((onset, written))
            else:
                notes.append(_note(onset, written))
    notes.extend(_note(onset, written) for tied in sounding.values() for onset, written in tied)
    return tuple(sorted(notes))


def _partner(tied: list[tuple[Fraction, _Written]], end: Fraction, voice: str) -> tuple[Fraction, _Written] | None:
    """The note that is tied to one at `end`: the one in the same voice if there are several."""
    ending = [(onset, written) for onset, written in tied if onset + written.duration == end]
    return min(ending, key=lambda pair: pair[1].voice != voice, default=None)


def _note(onset: Fraction, written: _Written) -> Note:
    start, end = _ticks(onset), _ticks(onset + written.duration)
    return Note(start, max(end - start, 1), written.pitch, written.fermata)


def _duration(element: etree._Element, part: _Part) -> Fraction:
    text = _text(element, "duration") or "0"
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text):  # a Fraction of "1e999999999" would fill the memory
        raise InputError(f"a duration of {text[:20]!r}")
    return Fraction(text) / part.divisions


def _tempo(text: str) -> float:
    tempo = float(text)
    if not 10 <= tempo <= 400:
        raise InputError(f"a tempo of {text[:20]} quarter notes a minute, not 10 to 400")
    return tempo


def _ticks(quarters: Fraction) -> int:
    return round(quarters * TICKS_PER_QUARTER)


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
