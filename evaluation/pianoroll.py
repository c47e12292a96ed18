"""A piano roll as SVG: time to the right, pitch upwards, one line a voice.

Only attributes and classes, no styles, so that it may stand in a page whose policy forbids inline style.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from lxml import etree

from generators.pieces import TICKS_PER_QUARTER, Note, Piece, Voice, bars

WIDTH, LEFT, EDGE = 640.0, 34.0, 8.0  # user units; LEFT is for the names of octaves and voices
SEMITONE = 7.0
TYPE = 12  # size of the names
HUMAN, MACHINE = "#0072b2", "#d55e00"  # Okabe-Ito, as everywhere on the site
NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")


class _Sheet:
    """Where time and pitch are on the paper."""

    def __init__(self, music: Piece) -> None:
        pitches = [note.pitch for voice in music.voices for note in voice.notes]
        self.low, self.high = min(pitches, default=60) - 2, max(pitches, default=60) + 2
        self.height = (self.high - self.low + 1) * SEMITONE
        self.step = (WIDTH - LEFT - EDGE) / music.length

    def x(self, tick: float) -> float:
        return round(LEFT + tick * self.step, 2)

    def y(self, pitch: float) -> float:
        """The upper edge of the pitch's row."""
        return (self.high - pitch) * SEMITONE


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
    for voice in music.voices:
        _draw_voice(root, voice, sheet, None if machine is None else voice.name in machine)
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
    lowest, highest = min(note.pitch for note in voice.notes), max(note.pitch for note in voice.notes)
    author = "" if machine is None else f", written by {'the machine' if voice.name in machine else 'the human'}"
    return f"{voice.name}: {len(voice.notes)} notes from {_name(lowest)} to {_name(highest)}{author}."


def _name(pitch: int) -> str:
    return f"{NAMES[pitch % 12]}{pitch // 12 - 1}"


def _draw_passage(root: etree._Element, passage: tuple[int, int], sheet: _Sheet) -> None:
    left, right = (sheet.x(tick) for tick in passage)
    place = {"x": f"{left:g}", "y": "0", "width": f"{right - left:g}", "height": f"{sheet.height:g}"}
    etree.SubElement(root, "rect", place | {"class": "passage", "fill": "currentColor", "fill-opacity": "0.12"})


def _draw_grid(root: etree._Element, music: Piece, sheet: _Sheet) -> None:
    """Bar lines, and a named line under every C."""
    grid = etree.SubElement(root, "g", {"class": "grid", "stroke": "currentColor", "stroke-opacity": "0.25"})
    for tick in bars(music):
        x = f"{sheet.x(tick):g}"
        etree.SubElement(grid, "line", {"x1": x, "x2": x, "y1": "0", "y2": f"{sheet.height:g}"})
    for pitch in range(sheet.low + -sheet.low % 12, sheet.high + 1, 12):
        y = sheet.y(pitch) + SEMITONE
        etree.SubElement(grid, "line", {"x1": f"{LEFT:g}", "x2": f"{WIDTH - EDGE:g}", "y1": f"{y:g}", "y2": f"{y:g}"})
        name = {"x": "0", "y": f"{max(y, TYPE):g}", "stroke": "none", "fill": "currentColor"}
        etree.SubElement(grid, "text", name).text = _name(pitch)


def _draw_voice(root: etree._Element, voice: Voice, sheet: _Sheet, by_machine: bool | None) -> None:
    """The notes of a voice, a thin line that joins those that follow upon each other, and its initial in front."""
    ink = "currentColor" if by_machine is None else MACHINE if by_machine else HUMAN
    author = "" if by_machine is None else " machine" if by_machine else " human"
    group = etree.SubElement(root, "g", {"class": f"voice{author}", "fill": "none", "stroke": ink})
    for note in voice.notes:
        _draw_note(group, note, sheet, "none" if by_machine else ink)
    for before, after in pairwise(voice.notes):
        if before.end == after.onset and before.pitch != after.pitch:
            x = f"{sheet.x(after.onset):g}"
            ends = (sheet.y(pitch) + SEMITONE / 2 for pitch in (before.pitch, after.pitch))
            y1, y2 = (f"{end:g}" for end in ends)
            etree.SubElement(group, "line", {"x1": x, "x2": x, "y1": y1, "y2": y2, "stroke-opacity": "0.5"})
    if voice.notes:
        first = voice.notes[0]
        place = {"x": f"{sheet.x(first.onset) - 10:g}", "y": f"{sheet.y(first.pitch) + SEMITONE:g}"}
        etree.SubElement(group, "text", place | {"stroke": "none", "fill": ink}).text = voice.name[:1]


def _draw_note(group: etree._Element, note: Note, sheet: _Sheet, fill: str) -> None:
    left, right = sheet.x(note.onset), sheet.x(note.end)
    place = {
        "x": f"{left + 0.5:g}",
        "y": f"{sheet.y(note.pitch) + 0.5:g}",
        "width": f"{max(right - left - 1.5, 0.5):g}",
        "height": f"{SEMITONE - 1:g}",
        "rx": "1.5",
    }
    etree.SubElement(group, "rect", place | {"fill": fill})
