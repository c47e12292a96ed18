"""What a report is about: sets of pieces in a folder, held-out real music, and the references they are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from evaluation.measures.material import Item, Items, Material
from evaluation.pairs.folder import Pair, Side, is_pair_folder, read_pairs, split_of
from generators.corpora.chorales.corpus import open_chorales
from generators.corpora.corpus import TRAIN
from generators.encodings import Encoding, find_encoding
from generators.errors import InputError
from generators.files import music_files, read_piece, read_pieces
from generators.pieces import Piece

ANY_MUSIC = "notewise"  # the encoding that carries any piece


@dataclass(frozen=True, eq=False)
class Reported:
    """All that a report is made from."""

    title: str
    sets: Mapping[str, Sequence[Item]]  # none of them empty
    held_out: Sequence[Item]
    references: Sequence[Item]
    encoding: str
    left_out: tuple[str, ...]  # files of the sets that could not be read, and why

    @property
    def material(self) -> Material:
        """The same as measures take it: a set that one cannot measure is left out by it."""
        return Material(
            sets={name: Items(items) for name, items in self.sets.items()},
            held_out=Items(self.held_out) if self.held_out else None,
            references=Items(self.references) if self.references else None,
            encoding=self.encoding,
            lenient=True,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """A piece of a set, before it is known whether it can be used."""

    name: str  # printable
    read: Callable[[], Piece]
    machine: str = ""  # initials of the machine's voices; empty where it is not said: all


def read_reported(
    folder: Path, references: Sequence[Path], held_out: Sequence[Path], encoding: str | None = None
) -> Reported:
    """Read the folder and all that it is held against.

    A folder of pairs has a set for each system and variant; its human pieces are the held-out music and its split's
    training part the references, unless others are given. In any other folder each folder with music in it is a set,
    named by its path, and the music directly in it one more.

    A piece of a set that the encoding cannot carry is left out, and so is a file that cannot be read if the folder is
    not one of pairs, and the report says so; held-out music and references must all be readable. Raises InputError if
    there is no folder, no set or no reference.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder")
    pairs = read_pairs(folder) if is_pair_folder(folder) else ()
    found = _sets_of_pairs(pairs) if pairs else _any_folder(folder)
    chosen = find_encoding(encoding or ("chorale" if pairs else ANY_MUSIC))
    left_out: list[str] = []
    sets = {name: _readable(files, chosen, left_out) for name, files in found.items()}
    sets = {name: items for name, items in sets.items() if items}
    if not sets:
        reasons = f": {left_out[0]}" if left_out else ""
        raise InputError(f"{folder} holds no music that can be read{reasons}")
    return Reported(
        title=printable(folder.resolve().name),
        sets=sets,
        held_out=_from_files(held_out, chosen) if held_out else _humans(pairs, chosen),
        references=_from_files(references, chosen) if references else _training_part(folder, chosen),
        encoding=chosen.name,
        left_out=tuple(left_out),
    )


def printable(text: str) -> str:
    """The text with � for signs that a page cannot show: line breaks, controls, bytes of a name that is not UTF-8."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _sets_of_pairs(pairs: Sequence[Pair]) -> dict[str, list[_Found]]:
    """A set for each system and variant."""
    sets: dict[str, dict[str, _Found]] = {}
    for pair in pairs:
        own = sets.setdefault(printable(f"{pair.machine.system} {pair.variant}"), {})
        own[pair.machine.name] = _found_in_pair(pair.machine, pair.variant)
    return {name: list(own.values()) for name, own in sets.items()}


def _found_in_pair(side: Side, machine: str = "") -> _Found:
    return _Found(printable(side.name), lambda: side.music, machine)


def _any_folder(folder: Path) -> dict[str, list[_Found]]:
    sets: dict[str, list[_Found]] = {}
    for path in music_files(folder):
        inside = path.relative_to(folder)
        name = folder.resolve().name if inside.parent == Path() else inside.parent.as_posix()
        sets.setdefault(printable(name), []).append(_Found(printable(inside.stem), partial(read_piece, path)))
    return sets


def _readable(files: Sequence[_Found], encoding: Encoding, left_out: list[str]) -> list[Item]:
    """The files that can be read; why the others cannot goes to `left_out`."""
    items = []
    for each in files:
        try:
            item = _item(each.name, each.read(), encoding)
        except InputError as error:
            left_out.append(printable(str(error)))
            continue
        names = [voice.name for voice in item.piece.voices]
        machine = tuple(name for name in names if not each.machine or name[:1] in each.machine)
        items.append(replace(item, machine=machine))
    return items


def _humans(pairs: Sequence[Pair], encoding: Encoding) -> list[Item]:
    sides = {pair.human.name: pair.human for pair in pairs}
    return [_item(printable(side.name), side.music, encoding) for side in sides.values()]


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
    try:
        split = split_of(folder)
    except InputError as error:
        raise InputError(f"{error}: name what its music is held against with --references") from error
    train = open_chorales(split).pieces(TRAIN)
    return [_item(f"BWV {bwv}", piece, encoding) for bwv, piece in train.items()]
