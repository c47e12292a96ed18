"""Reading one part of a score, measure by measure, into what it says and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from lxml import etree

from generators.errors import InputError
from generators.files.musicxml import elements, omissions
from generators.files.musicxml.elements import STEPS, quarters, text
from generators.files.musicxml.kit import drum_at, drum_named

Kind = Literal["time", "key", "tempo", "program", "instrument", "pedal"]

MIDI_PROGRAMS = range(1, 129)  # as the format counts them
TIED_ON, TIED_BACK = {"start", "continue"}, {"stop", "continue"}


class Instrument(NamedTuple):
    """One of a part's instruments."""

    name: str
    program: int | None  # General MIDI's, 0-127
    unpitched: int | None  # the MIDI number of the drum that it is


UNKNOWN = Instrument("", None, None)


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it stands in the file: a tied note is several of these."""

    measure: int  # from 0
    onset: Fraction  # quarter notes from the measure's start
    duration: Fraction
    pitch: int
    velocity: int
    fermata: bool
    tied_on: bool  # to the next one
    tied_back: bool  # to the one before
    voice: str  # of several in a part
    staff: str
    drum: bool


class Grace(NamedTuple):
    """A grace note that is tied to the note it stands before."""

    measure: int  # from 0
    onset: Fraction  # quarter notes from the measure's start
    pitch: int


class Mark(NamedTuple):
    """Something that holds from a place on."""

    measure: int  # from 0
    position: Fraction  # quarter notes from the measure's start
    kind: Kind
    value: Any  # a time or key element, quarters a minute, a program, or what the pedal does
    transposition: int = 0  # of a key, in semitones


@dataclass
class Part:
    """A part as far as it has been read."""

    name: str
    instruments: Mapping[str, Instrument]
    solo: bool  # one player's, however many voices are written
    places: frozenset[tuple[str, str]]  # step and octave at which its unpitched notes stand
    divisions: int = 1
    transposition: int = 0
    percussion: bool = False  # it has a percussion clef
    ending_open: bool = False  # a first or later ending goes on after the measure read last
    after_ending: bool = False  # the measure read last was in one
    notes: list[Written] = field(default_factory=list)
    graces: list[Grace] = field(default_factory=list)
    lengths: list[Fraction] = field(default_factory=list)  # of its measures, in quarter notes
    marks: list[Mark] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)  # measures that do not follow on from those before
    left_out: Counter[str] = field(default_factory=Counter)
    roads: Counter[str] = field(default_factory=Counter)  # repeats and jumps, which every part of a score has


def read_part(element: etree._Element, score_part: etree._Element | None, number: int) -> Part:
    """The part that an element holds. `score_part`: its entry in the part list; `number`: its place, from 1."""
    instruments = {} if score_part is None else _instruments(score_part)
    part = Part(
        name=("" if score_part is None else text(score_part, "part-name")) or f"part {number}",
        instruments=instruments,
        solo=score_part is not None and score_part.find("score-instrument/solo") is not None,
        places=frozenset(
            (text(each, "display-step"), text(each, "display-octave")) for each in element.iter("unpitched")
        ),
    )
    for index, measure in enumerate(element.iterfind("measure")):
        _Measure(part, index).read(measure)
    return part


def _instruments(score_part: etree._Element) -> dict[str, Instrument]:
    names = {each.get("id", ""): text(each, "instrument-name") for each in score_part.iterfind("score-instrument")}
    midi = {each.get("id", ""): each for each in score_part.iterfind("midi-instrument")}
    return {
        name: Instrument(
            names.get(name, ""),
            _program(midi[name]) if name in midi else None,
            int(text(midi[name], "midi-unpitched")) - 1
            if name in midi and text(midi[name], "midi-unpitched")
            else None,
        )
        for name in names | midi
    }


def _program(instrument: etree._Element) -> int | None:
    program = text(instrument, "midi-program")
    return int(program) - 1 if program and int(program) in MIDI_PROGRAMS else None


class _Measure:
    """A measure while it is read: where in it one is."""

    def __init__(self, part: Part, index: int) -> None:
        self.part, self.index = part, index
        self.now = self.end = self.previous = Fraction(0)

    def read(self, measure: etree._Element) -> None:
        for element in measure:
            if element.tag == "attributes":
                self._attributes(element)
            elif element.tag == "direction":
                self._direction(element)
            elif element.tag == "sound":
                self._sound(element, self.now + self._offset(element))
            elif element.tag == "backup":
                # Not before the measure's start, as music21 reads it: MuseScore goes back by a whole measure even from
                # a voice that does not fill it.
                self.now = max(self.now - quarters(element, "duration", self.part.divisions), Fraction(0))
            elif element.tag == "forward":
                self.now += quarters(element, "duration", self.part.divisions)
            elif element.tag == "note":
                self._note(element)
            self.end = max(self.end, self.now)
        self.part.lengths.append(self.end)
        self._endings(measure)

    def _mark(self, position: Fraction, kind: Kind, value: Any, transposition: int = 0) -> None:
        self.part.marks.append(Mark(self.index, max(position, Fraction(0)), kind, value, transposition))

    def _attributes(self, element: etree._Element) -> None:
        part = self.part
        if element.find("divisions") is not None:
            part.divisions = int(text(element, "divisions"))
            if part.divisions <= 0:
                raise InputError(f"{part.divisions} divisions to a quarter note")
        if any(text(clef, "sign") == "percussion" for clef in element.iterfind("clef")):
            part.percussion = True
        if element.find("transpose") is not None:
            octaves = int(text(element, "transpose/octave-change") or 0)
            part.transposition = int(text(element, "transpose/chromatic") or 0) + 12 * octaves
        for time in element.iterfind("time"):
            self._mark(self.now, "time", time)
        for key in element.iterfind("key"):
            self._mark(self.now, "key", key, part.transposition)

    def _offset(self, element: etree._Element) -> Fraction:
        written = element.find("offset")
        if written is None or not written.text:
            return Fraction(0)
        return Fraction(int(float(written.text))) / self.part.divisions

    def _direction(self, element: etree._Element) -> None:
        self.part.left_out.update(omissions.of_direction(element))
        offset = element.find("offset")
        heard = offset is not None and offset.get("sound") == "yes"
        place = self.now + (self._offset(element) if heard else 0)
        sound = element.find("sound")
        if sound is not None:
            self._sound(sound, place + self._offset(sound))
        if sound is None or sound.get("tempo") is None:
            for mark in element.iterfind("direction-type/metronome"):
                tempo = elements.metronome(mark)
                if tempo is not None:
                    self._mark(place, "tempo", tempo)
        for pedal in element.iterfind("direction-type/pedal"):
            self._mark(place, "pedal", pedal.get("type", ""))

    def _sound(self, element: etree._Element, place: Fraction) -> None:
        tempo, pedal = element.get("tempo"), element.get("damper-pedal")
        if tempo is not None:
            self._mark(place, "tempo", elements.tempo(tempo))
        parent = element.getparent()
        if pedal is not None and (parent is None or parent.find("direction-type/pedal") is None):
            self._mark(place, "pedal", "stop" if pedal in ("no", "0") else "start")
        for instrument in element.iterfind("midi-instrument"):
            program = _program(instrument)
            if program is not None:
                self._mark(place, "program", program)
        if element.get("dacapo") == "yes" or element.get("dalsegno") is not None:
            self.part.roads["jump"] += 1
            self.part.breaks.add(self.index + 1)

    def _note(self, element: etree._Element) -> None:
        part = self.part
        if element.find("grace") is not None:
            self._grace(element)
            return
        chord = element.find("chord") is not None
        onset = self.previous if chord else self.now
        duration = quarters(element, "duration", part.divisions)
        if element.find("rest") is None and duration > 0:
            if element.find("cue") is not None:
                part.left_out["cue"] += 1
            else:
                self._sounding(element, onset, duration)
        if not chord:
            self.previous, self.now = self.now, self.now + duration

    def _grace(self, element: etree._Element) -> None:
        """Left out, but for what its tie is bound to: that is not held over from the note before."""
        self.part.left_out["cue" if element.find("cue") is not None else "grace"] += 1
        pitch = self._pitch(element, counted=False)
        if pitch is not None and elements.ties(element) & TIED_ON:
            self.part.graces.append(Grace(self.index, self.now, pitch))

    def _sounding(self, element: etree._Element, onset: Fraction, duration: Fraction) -> None:
        part = self.part
        ties = elements.ties(element)
        back = bool(ties & TIED_BACK)
        drum = element.find("unpitched") is not None
        pitch = self._drum(element) if drum else self._pitch(element, counted=not back)
        if pitch is None:
            part.left_out["drum"] += drum
            return
        part.left_out.update(omissions.of_note(element))
        instrument = element.find("instrument")
        if instrument is not None and not drum:
            program = part.instruments.get(instrument.get("id", ""), UNKNOWN).program
            if program is not None:
                self._mark(onset, "instrument", program)
        part.notes.append(
            Written(
                self.index,
                onset,
                duration,
                pitch,
                elements.velocity(element),
                fermata=element.find("notations/fermata") is not None,
                tied_on=bool(ties & TIED_ON),
                tied_back=back,
                voice=text(element, "voice"),
                staff=text(element, "staff") or "1",
                drum=drum,
            )
        )

    def _pitch(self, element: etree._Element, counted: bool) -> int | None:
        """The note's MIDI number, quarter tones rounded."""
        if element.find("pitch") is None:
            return None
        step, octave = text(element, "pitch/step"), int(text(element, "pitch/octave"))
        alter = float(text(element, "pitch/alter") or 0)
        if counted and not alter.is_integer():
            self.part.left_out["quarter tone"] += 1
        return 12 * (octave + 1) + STEPS[step] + round(alter) + self.part.transposition

    def _drum(self, element: etree._Element) -> int | None:
        """The MIDI number of an unpitched note's drum: as its instrument says it, by number or by name, or by where it
        stands; the part's own name tells where all its notes stand in one place.
        """
        part, written = self.part, element.find("instrument")
        if written is not None:
            instrument = part.instruments.get(written.get("id", ""), UNKNOWN)
        else:  # it may be left out where there is only one
            numbered = [each for each in part.instruments.values() if each.unpitched is not None]
            instrument = numbered[0] if len(numbered) == 1 else UNKNOWN
        if instrument.unpitched is not None:
            return instrument.unpitched
        by_name = drum_named(part.name)
        by_place = drum_at(text(element, "unpitched/display-step"), text(element, "unpitched/display-octave"))
        by_part = (by_name, by_place) if len(part.places) == 1 else (by_place, by_name)
        return next((pitch for pitch in (drum_named(instrument.name), *by_part) if pitch is not None), None)

    def _endings(self, measure: etree._Element) -> None:
        """What stands after an ending that is gone back from, or in a further ending, does not follow on from it."""
        part = self.part
        kinds = {ending.get("type") for ending in measure.iterfind("barline/ending")}
        back = any(repeat.get("direction") == "backward" for repeat in measure.iterfind("barline/repeat"))
        within = "start" in kinds or part.ending_open
        if "start" in kinds and part.after_ending:
            part.breaks.add(self.index)
        if within and back:
            part.breaks.add(self.index + 1)
        part.ending_open = within and not kinds & {"stop", "discontinue"}
        part.after_ending = within
        part.roads["repeat"] += back
