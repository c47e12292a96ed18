"""What a report is about: sets of pieces in a folder, held-out real music, and the references they are held against."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.sequences.music import read_pieces
from generators.encodings import Encoding, find_encoding
from generators.errors import InputError
from generators.files import music_files, read_piece
from generators.pieces import Piece

PIECES, PAIRS, CARD = "pieces.csv", "pairs.csv", "report.json"  # of what `python -m evaluation candidates` leaves
ANY_MUSIC = "notewise"  # the encoding that carries any piece


@dataclass(frozen=True, eq=False)
class Item:
    """A piece of a set."""

    name: str  # printable
    piece: Piece
    tokens: Sequence[int]
    machine: tuple[str, ...] = ()  # voices that a machine wrote


@dataclass(frozen=True, eq=False)
class Material:
    """All that a report is made from."""

    title: str
    sets: Mapping[str, Sequence[Item]]  # none of them empty
    held_out: Sequence[Item]
    references: Sequence[Item]
    encoding: str
    left_out: tuple[str, ...]  # files of the sets that could not be read, and why

    @property
    def every_set(self) -> list[Sequence[Item]]:
        return [self.held_out, *self.sets.values()]


@dataclass(frozen=True, slots=True)
class _Found:
    """A file of a set, before it is read."""

    name: str  # printable
    path: Path
    machine: str = ""  # initials of the machine's voices; empty where it is not said: all


def read_material(
    folder: Path, references: Sequence[Path], held_out: Sequence[Path], encoding: str | None = None
) -> Material:
    """Read the folder and all that it is held against.

    A folder that `python -m evaluation candidates` left has a set for each system and variant; its human pieces are the
    held-out music and its split's training part the references, unless others are given. In any other folder each
    folder with music in it is a set, named by its path, and the music directly in it one more.

    A candidate that cannot be read, or that the encoding cannot carry, is left out, and the report says so; held-out
    music and references must all be readable. Raises InputError if there is no folder, no set or no reference.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder")
    from_candidates = (folder / PIECES).exists() and (folder / PAIRS).exists()
    found, humans = _candidates_folder(folder) if from_candidates else (_any_folder(folder), [])
    chosen = find_encoding(encoding or ("chorale" if from_candidates else ANY_MUSIC))
    left_out: list[str] = []
    sets = {name: _readable(files, chosen, left_out) for name, files in found.items()}
    sets = {name: items for name, items in sets.items() if items}
    if not sets:
        reasons = f": {left_out[0]}" if left_out else ""
        raise InputError(f"{folder} holds no music that can be read{reasons}")
    return Material(
        title=printable(folder.resolve().name),
        sets=sets,
        held_out=_from_files(held_out, chosen)
        if held_out
        else [_item(each.name, read_piece(each.path), chosen) for each in humans],
        references=_from_files(references, chosen) if references else _training_part(folder, chosen),
        encoding=chosen.name,
        left_out=tuple(left_out),
    )


def printable(text: str) -> str:
    """The text with � for signs that a page cannot show: line breaks, controls, bytes of a name that is not UTF-8."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _candidates_folder(folder: Path) -> tuple[dict[str, list[_Found]], list[_Found]]:
    """The sets, and the human pieces."""
    variants = {row["machine"]: row["variant"] for row in _rows(folder / PAIRS, ("machine", "variant"))}
    sets: dict[str, list[_Found]] = {}
    humans = []
    for row in _rows(folder / PIECES, ("piece", "file", "origin", "system")):
        path = folder / row["file"]
        if not path.resolve().is_relative_to(folder.resolve()):
            raise InputError(f"{folder / PIECES}: {row['file']!r} leads out of the folder")
        if row["origin"] == "human":
            humans.append(_Found(printable(row["piece"]), path))
        else:
            variant = variants.get(row["piece"], "")
            name = printable(f"{row['system']} {variant}".strip())
            sets.setdefault(name, []).append(_Found(printable(row["piece"]), path, variant))
    return sets, humans


def _rows(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is no CSV in UTF-8: {error}") from error
    missing = [name for name in columns for row in rows[:1] if row.get(name) is None]
    if missing or not rows:
        raise InputError(f"{path} has no {missing[0] if missing else 'rows'}")
    return rows


def _any_folder(folder: Path) -> dict[str, list[_Found]]:
    sets: dict[str, list[_Found]] = {}
    for path in music_files(folder):
        inside = path.relative_to(folder)
        name = folder.resolve().name if inside.parent == Path() else inside.parent.as_posix()
        sets.setdefault(printable(name), []).append(_Found(printable(inside.stem), path))
    return sets


def _readable(files: Sequence[_Found], encoding: Encoding, left_out: list[str]) -> list[Item]:
    """The files that can be read; why the others cannot goes to `left_out`."""
    items = []
    for each in files:
        try:
            item = _item(each.name, read_piece(each.path), encoding)
        except InputError as error:
            left_out.append(printable(str(error)))
            continue
        names = [voice.name for voice in item.piece.voices]
        machine = tuple(name for name in names if not each.machine or name[:1] in each.machine)
        items.append(replace(item, machine=machine))
    return items


def _item(name: str, piece: Piece, encoding: Encoding) -> Item:
    """The piece with its tokens. Raises InputError naming it if it has no notes or cannot be carried."""
    if not any(voice.notes for voice in piece.voices):
        raise InputError(f"{name} has no notes")
    try:
        return Item(name, piece, encoding.encode(encoding.prepare(piece)))
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


def _from_files(paths: Sequence[Path], encoding: Encoding) -> list[Item]:
    """The pieces called by their files; by their paths where files in several folders are called alike."""
    read = [(Path(path), piece) for path, piece in read_pieces(paths)]
    times = Counter(path.stem for path, _ in read)
    return [
        _item(printable(path.stem if times[path.stem] == 1 else str(path)), piece, encoding) for path, piece in read
    ]


def _training_part(folder: Path, encoding: Encoding) -> list[Item]:
    """The chorales that the folder's system learned from. Raises InputError if that is not known."""
    card = folder / CARD
    if not card.exists():
        raise InputError(f"{folder} does not say what its music is held against: name it with --references")
    try:
        split = json.loads(card.read_text(encoding="utf-8"))["split"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{card} names no split: give --references") from error
    from generators.corpora.chorales.scores import load_chorales
    from generators.corpora.chorales.splits import load_split

    train, chorales = load_split(str(split)).train, load_chorales()
    return [_item(f"BWV {bwv}", chorales[bwv], encoding) for bwv in train]
