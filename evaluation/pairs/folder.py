"""The folder of pairs, written and read: what a run leaves, what the site takes in, what a report is made of.

`pairs.csv` names a human and a machine piece for each pair, `pieces.csv` says where each piece lies and who wrote it. A
run also leaves `candidates.csv`, a line for each piece that was made, and `report.json`, how they were made; a folder
made by hand needs neither.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evaluation.answers.records import ALL
from evaluation.pairs.tables import Row, rows_of, write_table
from generators.errors import InputError
from generators.files import read_piece
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import TICKS_PER_QUARTER, Piece, Voice, cut, follows_on

PIECES, PAIRS, CANDIDATES, REPORT = "pieces.csv", "pairs.csv", "candidates.csv", "report.json"
PIECE_COLUMNS = ("piece", "file", "origin", "title", "system", "seed", "source", "licence")
PAIR_COLUMNS = ("pair", "variant", "tune", "human", "machine")
CUT_COLUMNS = ("human_start", "machine_start", "length")  # may be absent, as may be
OPENING = "opening"  # how much before human_start is heard first, and what both sides go on from
HUMAN, MACHINE = ORIGINS = ("human", "machine")
VOICES = "SATB"  # in the order of a piece's voices

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Side:
    """A piece of a pair: a line of pieces.csv, and the music of its file."""

    name: str
    file: str  # within the folder
    origin: str  # human or machine
    title: str
    system: str  # the generator, if a machine wrote it
    seed: int | None
    source: str
    licence: str
    music: Piece


@dataclass(frozen=True, slots=True)
class Pair:
    """A human and a machine piece, heard from their starts on for equally long: a line of pairs.csv."""

    name: str
    variant: str  # the voices that the machine wrote, or another label
    tune: str  # no sitting hears two pairs of one
    human: Side
    machine: Side
    length: int | None = None  # ticks; None: as long as the one lasts that ends first
    human_start: int = 0  # ticks
    machine_start: int = 0
    opening: int = 0  # ticks of the human's piece before its start, of which both sides are continuations
    changes: tuple[str, ...] = ()  # what is heard otherwise than in the pieces, a line each

    @property
    def rests(self) -> tuple[int, int]:
        """Ticks from the starts to the ends of the human's and the machine's piece."""
        return self.human.music.length - self.human_start, self.machine.music.length - self.machine_start

    def cuts(self) -> tuple[Piece, Piece]:
        """What is heard of the human's and of the machine's piece. Raises InputError if it is not within them."""
        length = min(self.rests) if self.length is None else self.length
        return cut(self.human.music, self.human_start, length), cut(self.machine.music, self.machine_start, length)

    def opening_in(self, human: Piece) -> Piece:
        """The opening, of the human's piece as it stands or is played; asked only if there is one."""
        return cut(human, self.human_start - self.opening, self.opening)


def human_side(name: str, music: Piece, source: str, licence: str) -> Side:
    """A human's piece as a run writes it."""
    return Side(name, f"pieces/{name}.musicxml", HUMAN, music.title, "", None, source, licence, music)


def machine_side(name: str, music: Piece, system: str, seed: int) -> Side:
    """A machine's piece as a run writes it."""
    return Side(name, f"pieces/{name}.musicxml", MACHINE, music.title, system, seed, music.title, "CC0", music)


def write_folder(
    folder: Path, pairs: Sequence[Pair], candidates: Iterable[Mapping[str, object]], report: Mapping[str, object]
) -> None:
    """Write a folder, aside first, then in its place; its sides lie in `pieces/`.

    candidates: a row for each piece that was made, kept or not. Raises InputError if the folder exists.
    """
    if folder.exists():
        raise InputError(f"{folder} exists already: choose another folder")
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "pieces").mkdir(parents=True)
    try:
        sides = {side.name: side for pair in pairs for side in (pair.human, pair.machine)}
        for side in sides.values():
            (aside / side.file).write_text(to_musicxml(side.music), encoding="utf-8")
        write_table(aside / PIECES, map(_piece_row, sides.values()))
        write_table(aside / PAIRS, _pair_rows(pairs))
        write_table(aside / CANDIDATES, candidates)
        (aside / REPORT).write_text(json.dumps(report, indent=1) + "\n")
        os.replace(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _piece_row(side: Side) -> dict[str, object]:
    values = (side.name, side.file, side.origin, side.title, side.system, side.seed, side.source, side.licence)
    return dict(zip(PIECE_COLUMNS, values, strict=True))


def _pair_rows(pairs: Sequence[Pair]) -> list[dict[str, object]]:
    """The lines of pairs.csv; openings have a column only if there are any."""
    columns = [*PAIR_COLUMNS, *CUT_COLUMNS, *([OPENING] if any(pair.opening for pair in pairs) else [])]
    return [{column: row[column] for column in columns} for row in map(_pair_row, pairs)]


def _pair_row(pair: Pair) -> dict[str, object]:
    values = (pair.name, pair.variant, pair.tune, pair.human.name, pair.machine.name)
    places = (pair.human_start, pair.machine_start, pair.length, pair.opening)
    quarters = ("" if place is None else f"{place / TICKS_PER_QUARTER:g}" for place in places)
    return dict(zip((*PAIR_COLUMNS, *CUT_COLUMNS, OPENING), (*values, *quarters), strict=True))


def pair_folders(root: Path) -> list[Path]:
    """The folders of pairs at and below `root`, in order of their names."""
    return sorted(path.parent for path in root.rglob(PAIRS))


def is_pair_folder(folder: Path) -> bool:
    return (folder / PIECES).exists() and (folder / PAIRS).exists()


def read_pairs(folder: Path) -> tuple[Pair, ...]:
    """All pairs of the folder. Raises InputError, naming file and line, at the first thing that is not right."""
    sides = _table(folder / PIECES, PIECE_COLUMNS, lambda row: _side(folder, row))
    pairs = _table(folder / PAIRS, PAIR_COLUMNS, lambda row: _pair(sides, row))
    if not pairs:
        raise InputError(f"{folder / PAIRS}: there are no pairs in it")
    return tuple(pairs.values())


def split_of(folder: Path) -> str:
    """The split that the folder's system learned from. Raises InputError if it does not say so."""
    path = folder / REPORT
    if not path.exists():
        raise InputError(f"{folder} does not say what its system learned from")
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["split"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} names no split") from error


def _table(path: Path, columns: Sequence[str], make: Callable[[Row], Made]) -> dict[str, Made]:
    """What `make` makes of each line, by the line's first column."""
    made: dict[str, Made] = {}
    for line, row in rows_of(path, columns):
        name = row[columns[0]]
        try:
            if not name:
                raise InputError(f"it has no name in its column {columns[0]}")
            if name in made:
                raise InputError(f"{name!r} is there already")
            made[name] = make(row)
        except InputError as error:
            raise InputError(f"{path}, line {line}: {error}") from error
    return made


def _side(folder: Path, row: Row) -> Side:
    if row["origin"] not in ORIGINS:
        raise InputError(f"origin {row['origin']!r} is not one of {', '.join(ORIGINS)}")
    if row["origin"] == MACHINE and not row["system"]:
        raise InputError("a machine's piece needs the name of its system")
    path = (folder / row["file"]).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise InputError(f"file {row['file']!r} is not within the folder")
    return Side(
        name=row["piece"],
        file=row["file"],
        origin=row["origin"],
        title=row["title"] or row["piece"],
        system=row["system"],
        seed=_seed(row["seed"]),
        source=row["source"],
        licence=row["licence"],
        music=read_piece(path),
    )


def _seed(text: str) -> int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise InputError(f"seed {text!r} is not a whole number") from None


def _pair(sides: Mapping[str, Side], row: Row) -> Pair:
    for column in ("variant", "tune"):
        if not row[column]:
            raise InputError(f"it has no {column}")
    if row["variant"] == ALL:
        raise InputError(f"its variant is {ALL!r}, which names all variants together on the dashboard")
    human, machine = (_side_of(sides, row, origin) for origin in ORIGINS)
    human_start, machine_start, length = (_ticks(row, column) for column in CUT_COLUMNS)
    pair = Pair(
        name=row["pair"],
        variant=row["variant"],
        tune=row["tune"],
        human=human,
        machine=machine,
        length=length or None,
        human_start=human_start,
        machine_start=machine_start,
        opening=_ticks(row, OPENING),
    )
    _check_cuts(pair)
    return pair


def _side_of(sides: Mapping[str, Side], row: Row, origin: str) -> Side:
    side = sides.get(row[origin])
    if side is None:
        raise InputError(f"its {origin} {row[origin]!r} is not a piece of {PIECES}")
    if side.origin != origin:
        raise InputError(f"its {origin} {side.name!r} is by a {side.origin}, says {PIECES}")
    return side


def _ticks(row: Row, column: str) -> int:
    """A place or length given in quarter notes; 0 where none is given."""
    text = row.get(column, "") or "0"
    try:
        ticks = float(text) * TICKS_PER_QUARTER
        if not 0 <= ticks < 1e9:
            raise ValueError
    except ValueError:
        raise InputError(f"{column} {text!r} is not a number of quarter notes") from None
    return round(ticks)


def _check_cuts(pair: Pair) -> None:
    """Raises InputError if what is heard of a side is not a whole of its piece, or not what the variant says."""
    if pair.opening > pair.human_start:
        quarters = [f"{place / TICKS_PER_QUARTER:g}" for place in (pair.opening, pair.human_start)]
        raise InputError(f"its opening of {quarters[0]} quarters stands before its human_start, which is {quarters[1]}")
    human, machine = pair.cuts()
    cuts = ((pair.human, pair.human_start, pair.opening), (pair.machine, pair.machine_start, 0))
    for side, start, before in cuts:
        if not follows_on(side.music, start - before, start + human.length):
            raise InputError(f"in {side.name!r} a first ending runs on into a second one: cut it before or after that")
    if not all(any(voice.notes for voice in music.voices) for music in (human, machine)):
        raise InputError("there are no notes in one of its cuts")
    _check_given_voices(pair.variant, human, machine)


def _check_given_voices(variant: str, human: Piece, machine: Piece) -> None:
    """A variant of some of S, A, T, B tells listeners that the other voices are the same in both: it must be so."""
    written = set(variant)
    if not written < set(VOICES) or len(written) != len(variant):
        return
    if not len(human.voices) == len(machine.voices) == len(VOICES):
        raise InputError(f"variant {variant!r} names voices of four, and its pieces have not four each")
    for name, ours, theirs in zip(VOICES, human.voices, machine.voices, strict=True):
        if name not in written and _heard(ours) != _heard(theirs):
            raise InputError(f"variant {variant!r} leaves {name} to the human, and {name} differs in its pieces")


def _heard(voice: Voice) -> list[tuple[int, int, int]]:
    return [(note.onset, note.duration, note.pitch) for note in voice.notes]
