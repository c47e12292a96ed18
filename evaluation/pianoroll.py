"""A piano roll as SVG: time to the right, pitch upwards.

Voices that are single lines share one band of pitches, as in a chorale. In any other piece each voice has a band of
its own with its name above, drums with a row for each drum. Only attributes and classes, no styles, so that it may
stand in a page whose policy forbids inline style.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from generators.encodings.drums import CLASS_OF, CLASSES
from generators.pieces import TICKS_PER_QUARTER, Note, Piece, Voice, bars

WIDTH, EDGE = 640.0, 8.0  # user units
LEFT, DRUMS_LEFT = 34.0, 88.0  # for the names of octaves and voices, and for those of drums
SEMITONE, DRUM, NOTE = 7.0, 14.0, 6.0  # height of a row of either kind, and of the notes in it
CAPTION = 20.0  # for a voice's name above its band
TYPE = 12  # size of the names
HUMAN, MACHINE = "#0072b2", "#d55e00"  # Okabe-Ito, as everywhere on the site
NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
KIT = tuple(CLASSES)


def single_lines(music: Piece) -> bool:
    """Whether every voice sounds one note at a time and none is drums, so that a score of it can be read."""
    return all(_is_line(voice) for voice in music.voices)


def _is_line(voice: Voice) -> bool:
    return not voice.drums and all(before.end <= after.onset for before, after in pairwise(voice.notes))


@dataclass(frozen=True)
class _Band:
    """Rows of pitches or drums, and the voices in them."""

    voices: tuple[Voice, ...]
    top: float
    row: float  # height of a row
    rows: Mapping[int, int]  # by pitch, counted from the top
    names: Mapping[int, str]  # of some rows

    @property
    def bottom(self) -> float:
        return self.top + (max(self.rows.values()) + 1) * self.row

    def y(self, pitch: int) -> float:
        """The upper edge of the pitch's row."""
        return self.top + self.rows[pitch] * self.row


def _bands(music: Piece) -> list[_Band]:
    """The bands from the top down; voices without notes have none."""
    sounding = [voice for voice in music.voices if voice.notes]
    if single_lines(music) or not sounding:
        return [_pitches(music.voices, 0)]
    caption = CAPTION if len(sounding) > 1 else 0
    bands: list[_Band] = []
    for voice in sounding:
        top = (bands[-1].bottom if bands else 0) + caption
        bands.append(_drums(voice, top) if voice.drums else _pitches((voice,), top))
    return bands


def _pitches(voices: Sequence[Voice], top: float) -> _Band:
    """From two semitones below the lowest note to two above the highest; every C has a name."""
    pitches = [note.pitch for voice in voices for note in voice.notes]
    low, high = min(pitches, default=60) - 2, max(pitches, default=60) + 2
    names = {high - pitch: _name(pitch) for pitch in range(low + -low % 12, high + 1, 12)}
    return _Band(tuple(voices), top, SEMITONE, {pitch: high - pitch for pitch in range(low, high + 1)}, names)


def _drums(voice: Voice, top: float) -> _Band:
    """The drums that are hit, in the order of the kit, the bass drum lowest; those of one class are one."""
    pitches = {note.pitch for note in voice.notes}
    names = [*dict.fromkeys(_drum(pitch) for pitch in sorted(pitches, key=_place_in_kit, reverse=True))]
    return _Band((voice,), top, DRUM, {pitch: names.index(_drum(pitch)) for pitch in pitches}, dict(enumerate(names)))


def _place_in_kit(pitch: int) -> tuple[int, int]:
    return CLASS_OF.get(pitch, len(KIT)), pitch


def _drum(pitch: int) -> str:
    return KIT[CLASS_OF[pitch]] if pitch in CLASS_OF else f"drum {pitch}"


class _Sheet:
    """Where bands and time are on the paper."""

    def __init__(self, music: Piece) -> None:
        self.bands = _bands(music)
        self.height = self.bands[-1].bottom
        self.left = DRUMS_LEFT if any(voice.drums and voice.notes for voice in music.voices) else LEFT
        self.step = (WIDTH - self.left - EDGE) / music.length

    def x(self, tick: float) -> float:
        return round(self.left + tick * self.step, 2)


def roll_svg(
    music: Piece,
    title: str = "Piano roll",
    machine: Collection[str] | None = None,
    passage: tuple[int, int] | None = None,
) -> str:
    """The roll of an excerpt. `machine` names the voices a machine wrote: theirs are hollow and orange, the others
    solid and blue; without it all are solid and in the color of the text. `passage` is shaded, from tick to tick.
    """
    root = roll_element(music, title, machine, passage)
    return etree.tostring(root, encoding="unicode").replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def roll_element(
    music: Piece,
    title: str = "Piano roll",
    machine: Collection[str] | None = None,
    passage: tuple[int, int] | None = None,
) -> etree._Element:
    """The roll as an element without a namespace, to stand in an HTML page; see `roll_svg`."""
    sheet = _Sheet(music)
    root = etree.Element(
        "svg",
        {"class": "roll", "viewBox": f"0 0 {WIDTH:g} {sheet.height:g}", "role": "img", "font-size": f"{TYPE}"},
    )
    etree.SubElement(root, "title").text = title
    etree.SubElement(root, "desc").text = description(music, machine, passage)
    if passage:
        _draw_passage(root, passage, sheet)
    _draw_grid(root, music, sheet)
    for band in sheet.bands:
        for voice in band.voices:
            _draw_voice(root, voice, band, sheet, None if machine is None else voice.name in machine)
    return root


def description(music: Piece, machine: Collection[str] | None = None, passage: tuple[int, int] | None = None) -> str:
    """The roll in words, for those who do not see it."""
    words = [f"{music.seconds:.0f} seconds, {music.length / TICKS_PER_QUARTER:g} quarter notes."]
    words += [_in_words(voice, machine) for voice in music.voices]
    if passage:
        start, end = (tick / TICKS_PER_QUARTER for tick in passage)
        words.append(f"Marked: quarter notes {start:g} to {end:g}.")
    return " ".join(words)


def _in_words(voice: Voice, machine: Collection[str] | None) -> str:
    if not voice.notes:
        return f"{voice.name} is silent."
    author = "" if machine is None else f", written by {'the machine' if voice.name in machine else 'the human'}"
    if voice.drums:
        hits = Counter(_drum(note.pitch) for note in sorted(voice.notes, key=lambda note: _place_in_kit(note.pitch)))
        return f"{voice.name}: {', '.join(f'{name} {count}' for name, count in hits.items())} times{author}."
    lowest, highest = min(note.pitch for note in voice.notes), max(note.pitch for note in voice.notes)
    return f"{voice.name}: {len(voice.notes)} notes from {_name(lowest)} to {_name(highest)}{author}."


def _name(pitch: int) -> str:
    return f"{NAMES[pitch % 12]}{pitch // 12 - 1}"


def _draw_passage(root: etree._Element, passage: tuple[int, int], sheet: _Sheet) -> None:
    left, right = (sheet.x(tick) for tick in passage)
    place = {"x": f"{left:g}", "y": "0", "width": f"{right - left:g}", "height": f"{sheet.height:g}"}
    etree.SubElement(root, "rect", place | {"class": "passage", "fill": "currentColor", "fill-opacity": "0.12"})


def _draw_grid(root: etree._Element, music: Piece, sheet: _Sheet) -> None:
    """Bar lines, a line under every row that has a name, and the voices' names where each has its band."""
    grid = etree.SubElement(root, "g", {"class": "grid", "stroke": "currentColor", "stroke-opacity": "0.25"})
    for band in sheet.bands:
        for tick in bars(music):
            x = f"{sheet.x(tick):g}"
            etree.SubElement(grid, "line", {"x1": x, "x2": x, "y1": f"{band.top:g}", "y2": f"{band.bottom:g}"})
        for row, name in band.names.items():
            y = band.top + (row + 1) * band.row
            ends = {"x1": f"{sheet.left:g}", "x2": f"{WIDTH - EDGE:g}", "y1": f"{y:g}", "y2": f"{y:g}"}
            etree.SubElement(grid, "line", ends)
            _write(grid, name, 0, max(y - (band.row - SEMITONE) / 2, TYPE))
        if len(sheet.bands) > 1:
            _write(grid, band.voices[0].name, sheet.left, band.top - TYPE / 2)


def _write(group: etree._Element, text: str, x: float, y: float, ink: str = "currentColor") -> None:
    place = {"x": f"{x:g}", "y": f"{y:g}", "stroke": "none", "fill": ink}
    etree.SubElement(group, "text", place).text = text


def _draw_voice(root: etree._Element, voice: Voice, band: _Band, sheet: _Sheet, by_machine: bool | None) -> None:
    """The notes of a voice; of a line, also what joins those that follow upon each other, and its initial in front."""
    ink = "currentColor" if by_machine is None else MACHINE if by_machine else HUMAN
    author = "" if by_machine is None else " machine" if by_machine else " human"
    group = etree.SubElement(root, "g", {"class": f"voice{author}", "fill": "none", "stroke": ink})
    for note in voice.notes:
        _draw_note(group, note, band, sheet, "none" if by_machine else ink)
    for before, after in _joined(voice):
        x = f"{sheet.x(after.onset):g}"
        y1, y2 = (f"{band.y(note.pitch) + band.row / 2:g}" for note in (before, after))
        etree.SubElement(group, "line", {"x1": x, "x2": x, "y1": y1, "y2": y2, "stroke-opacity": "0.5"})
    if voice.notes and len(sheet.bands) == 1 and _is_line(voice):
        first = voice.notes[0]
        _write(group, voice.name[:1], sheet.x(first.onset) - 10, band.y(first.pitch) + band.row, ink)


def _joined(voice: Voice) -> Iterator[tuple[Note, Note]]:
    """The notes of a line that follow upon each other at another pitch."""
    if _is_line(voice):
        for before, after in pairwise(voice.notes):
            if before.end == after.onset and before.pitch != after.pitch:
                yield before, after


def _draw_note(group: etree._Element, note: Note, band: _Band, sheet: _Sheet, fill: str) -> None:
    left, right = sheet.x(note.onset), sheet.x(note.end)
    place = {
        "x": f"{left + 0.5:g}",
        "y": f"{band.y(note.pitch) + (band.row - NOTE) / 2:g}",
        "width": f"{max(right - left - 1.5, 0.5):g}",
        "height": f"{NOTE:g}",
        "rx": "1.5",
    }
    etree.SubElement(group, "rect", place | {"fill": fill})
