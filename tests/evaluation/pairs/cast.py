"""Four bars for four voices, an imitation of them, and a folder of pairs made of the two by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Key, Note, Piece, Tempo, Voice

SOPRANO = (72, 74, 76, 72, 77, 76, 74, 72)
ALTO = (67, 67, 67, 69, 69, 67, 65, 64)
TENOR = (60, 59, 60, 60, 60, 60, 59, 55)
BASS = (48, 55, 48, 53, 53, 48, 55, 48)


def voice(name: str, pitches: tuple[int, ...]) -> Voice:
    """A quarter for each pitch, the last a fermata."""
    notes = [Note(480 * i, 480, pitch, fermata=i == len(pitches) - 1) for i, pitch in enumerate(pitches)]
    return Voice(name, tuple(notes))


def chorale() -> Piece:
    """Two bars in C major, 4 seconds long, with a fermata at the end."""
    voices = (voice("Soprano", SOPRANO), voice("Alto", ALTO), voice("Tenor", TENOR), voice("Bass", BASS))
    return Piece(voices, length=3840, keys=(Key(0, "major").signature(),), tempos=(Tempo(0, 120),))


def imitation() -> Piece:
    """The same with another alto, at another tempo."""
    alto = voice("Alto", (64, 65, 67, 64, 65, 67, 67, 67))
    tune = chorale()
    return replace(tune, voices=(tune.voices[0], alto, *tune.voices[2:]), tempos=(Tempo(0, 90),))


PIECES_CSV = """\
piece,file,origin,title,system,seed,source,licence
tune,tune.musicxml,human,A tune,,,by hand,CC0
machine-1,one.musicxml,machine,A first try,bachbot,7,trained on nothing,CC0
machine-2,two.musicxml,machine,A second try,bachbot,8,trained on nothing,CC0
"""
PAIRS_CSV = """\
pair,variant,tune,human,machine,human_start,machine_start,length
first,A,tune,tune,machine-1,,,
second,SATB,tune,tune,machine-2,0,2,4.5
"""


def folder_of_pairs(folder: Path) -> Path:
    """A folder of two pairs."""
    folder.mkdir()
    (folder / "pieces.csv").write_text(PIECES_CSV)
    (folder / "pairs.csv").write_text(PAIRS_CSV)
    (folder / "tune.musicxml").write_text(to_musicxml(chorale()))
    (folder / "one.musicxml").write_text(to_musicxml(imitation()))
    (folder / "two.musicxml").write_text(to_musicxml(replace(imitation(), voices=imitation().voices[::-1])))
    return folder


def editor(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces a text in a file of the folder."""

    def replace_in(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return replace_in
