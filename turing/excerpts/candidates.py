"""Reading a candidates folder: pairs.csv, pieces.csv and their music, all checked before anything is done with it.

The folder is what `python -m evaluation candidates` writes; a hand-made one of the same form does as well.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evaluation.answers.records import ALL
from generators.errors import InputError
from generators.files import read_piece
from generators.files.guards import OWN, read_bytes
from generators.pieces import TICKS_PER_QUARTER, Piece, Voice, follows_on
from turing.excerpts.alike import made_alike

PIECES, PAIRS = "pieces.csv", "pairs.csv"
PIECE_COLUMNS = ("piece", "file", "origin", "title", "system", "seed", "source", "licence")
PAIR_COLUMNS = ("pair", "variant", "tune", "human", "machine")
CUT_COLUMNS = ("human_start", "machine_start", "length")  # may be absent
ORIGINS = ("human", "machine")
VOICES = "SATB"  # in the order of a piece's voices

Row = dict[str, str]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class CandidatePiece:
    """A line of pieces.csv with the music of its file."""

    name: str
    file: str
    origin: str  # human or machine
    title: str
    system: str  # the generator, if a machine wrote it
    seed: int | None
    source: str
    licence: str
    music: Piece


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """A line of pairs.csv, its two sides cut to one length and made alike."""

    name: str
    variant: str
    tune: str
    human: CandidatePiece
    machine: CandidatePiece
    human_start: int  # ticks
    machine_start: int  # ticks
    human_cut: Piece  # as it is heard
    machine_cut: Piece
    changes: tuple[str, ...]  # what making them alike changed, a line each

    @property
    def length(self) -> int:
        """Ticks."""
        return self.human_cut.length


def candidate_folders(root: Path) -> list[Path]:
    """The folders of pairs at and below `root`, in order of their names."""
    return sorted(path.parent for path in root.rglob(PAIRS))


def read_candidates(folder: Path) -> tuple[CandidatePair, ...]:
    """All pairs of the folder. Raises InputError, naming file and line, at the first thing that is not right."""
    pieces = _table(folder / PIECES, PIECE_COLUMNS, lambda row: _piece(folder, row))
    pairs = _table(folder / PAIRS, PAIR_COLUMNS, lambda row: _pair(pieces, row))
    if not pairs:
        raise InputError(f"{folder / PAIRS}: there are no pairs in it")
    return tuple(pairs.values())


def _table(path: Path, columns: Iterable[str], make: Callable[[Row], Made]) -> dict[str, Made]:
    """What `make` makes of each line, by the line's first column."""
    made: dict[str, Made] = {}
    for line, row in _rows(path, columns):
        name = next(iter(row.values()))
        try:
            if not name:
                raise InputError("it has no name in its first column")
            if name in made:
                raise InputError(f"{name!r} is there already")
            made[name] = make(row)
        except InputError as error:
            raise InputError(f"{path}, line {line}: {error}") from error
    return made


def _rows(path: Path, columns: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """The lines below the header, with their numbers; every value stripped."""
    try:
        reader = csv.DictReader(io.StringIO(read_bytes(path, OWN).decode("utf-8-sig"), newline=""), strict=True)
        header = reader.fieldnames or ()
        missing = [column for column in columns if column not in header]
        if missing:
            raise InputError(f"{path}: no column {', '.join(missing)} in its header {', '.join(header)}")
        for row in reader:
            if None in row or None in row.values():
                raise InputError(f"{path}, line {reader.line_num}: not {len(header)} values, as the header has")
            for column, value in row.items():
                if control := re.search(r"[\x00-\x1f\x7f-\x9f]", value.strip()):
                    raise InputError(
                        f"{path}, line {reader.line_num}: {column} has the control character {control[0]!r}"
                    )
            yield reader.line_num, {column: value.strip() for column, value in row.items()}
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text: byte {error.start}") from error
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}") from error


def _piece(folder: Path, row: Row) -> CandidatePiece:
    if row["origin"] not in ORIGINS:
        raise InputError(f"origin {row['origin']!r} is not one of {', '.join(ORIGINS)}")
    if row["origin"] == "machine" and not row["system"]:
        raise InputError("a machine's piece needs the name of its system")
    path = (folder / row["file"]).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise InputError(f"file {row['file']!r} is not within the folder")
    return CandidatePiece(
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


def _pair(pieces: dict[str, CandidatePiece], row: Row) -> CandidatePair:
    for column in ("variant", "tune"):
        if not row[column]:
            raise InputError(f"it has no {column}")
    if row["variant"] == ALL:
        raise InputError(f"its variant is {ALL!r}, which names all variants together on the dashboard")
    human, machine = _side(pieces, row, "human"), _side(pieces, row, "machine")
    human_start, machine_start, length = (_ticks(row, column) for column in CUT_COLUMNS)
    heard = made_alike(human.music, machine.music, human_start, machine_start, length or None)
    pair = CandidatePair(
        row["pair"], row["variant"], row["tune"], human, machine, human_start, machine_start,
        heard.human, heard.machine, heard.changes,
    )  # fmt: skip
    for side, start in ((human, human_start), (machine, machine_start)):
        if not follows_on(side.music, start, start + pair.length):
            raise InputError(f"in {side.name!r} a first ending runs on into a second one: cut it before or after that")
    for music in (pair.human_cut, pair.machine_cut):
        if not any(voice.notes for voice in music.voices):
            raise InputError("there are no notes in one of its cuts")
    _check_given_voices(pair)
    return pair


def _check_given_voices(pair: CandidatePair) -> None:
    """A variant of some of S, A, T, B tells listeners that the other voices are the same in both: it must be so."""
    written = set(pair.variant)
    if not written < set(VOICES) or len(written) != len(pair.variant):
        return
    human, machine = pair.human_cut.voices, pair.machine_cut.voices
    if not len(human) == len(machine) == len(VOICES):
        raise InputError(f"variant {pair.variant!r} names voices of four, and its pieces have not four each")
    for name, ours, theirs in zip(VOICES, human, machine, strict=True):
        if name not in written and _heard(ours) != _heard(theirs):
            raise InputError(f"variant {pair.variant!r} leaves {name} to the human, and {name} differs in its pieces")


def _heard(voice: Voice) -> list[tuple[int, int, int]]:
    return [(note.onset, note.duration, note.pitch) for note in voice.notes]


def _side(pieces: dict[str, CandidatePiece], row: Row, origin: str) -> CandidatePiece:
    piece = pieces.get(row[origin])
    if piece is None:
        raise InputError(f"its {origin} {row[origin]!r} is not a piece of {PIECES}")
    if piece.origin != origin:
        raise InputError(f"its {origin} {piece.name!r} is by a {piece.origin}, says {PIECES}")
    return piece


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
