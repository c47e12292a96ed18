"""Taking a folder of pairs into the database: all of it or nothing, and doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.pairs.folder import Pair, Side, read_pairs
from generators.errors import InputError
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Piece
from generators.progress import Progress
from turing.excerpts.items import Fields, NewExcerpt, NewItem, add_items, check_item, piece_fields
from turing.sound.alike import made_alike, opening_alike
from turing.sound.rendering import render_versions
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import Store
from turing.sound.takes import Clip


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    new: int  # items that were not there
    known: int  # items that were
    changes: tuple[str, ...]  # what is heard otherwise than in the files: a line for each file and item concerned


def import_pairs(folder: Path, collection: str, settings: RenderSettings, store: Store) -> Imported:
    """Render what is not in the store, then write all pieces, excerpts and items in one transaction.

    Clips that a refused import has rendered stay in the store: they are named by what they were made from, so the next
    attempt finds them there and renders only the rest.

    Raises InputError, before the database is touched, if anything in the folder is not right, and OtherItemError if a
    pair of the collection is already there with other music.
    """
    pairs = read_pairs(folder)
    pieces = {side.name: _piece(side) for side in _sides(pairs)}
    for pair in pairs:
        _check(pair, collection, pieces)
    heard = [*_heard(pairs, settings, store, Progress(f"pairs of {folder.name}", len(pairs)))]
    items = [_item(*each, pieces, settings) for each in zip(pairs, heard, strict=True)]
    new = add_items(collection, items)
    return Imported(new, len(pairs) - new, tuple(_report([each.pair for each in heard])))


def _sides(pairs: Sequence[Pair]) -> Iterator[Side]:
    for pair in pairs:
        yield from (pair.human, pair.machine)


def _piece(side: Side) -> Fields:
    musicxml = to_musicxml(side.music)
    return piece_fields(
        side.origin,
        side.system,
        side.title,
        side.source,
        side.licence,
        music=musicxml,
        musicxml=musicxml,
        seed=side.seed,
    )


def _check(pair: Pair, collection: str, pieces: Mapping[str, Fields]) -> None:
    try:
        check_item(collection, pair.name, pair.variant, pair.tune, [pieces[side.name] for side in _sides([pair])])
    except InputError as error:
        raise InputError(f"pair {pair.name!r}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Heard:
    """A pair as it is heard, its opening, if it has one, and the clips of all these in this order."""

    pair: Pair
    openings: Sequence[Piece]
    clips: Sequence[Clip]


def _heard(pairs: Sequence[Pair], settings: RenderSettings, store: Store, progress: Progress) -> Iterator[_Heard]:
    alike = [(made_alike(pair), opening_alike(pair)) for pair in pairs]
    for pair, openings in alike:
        yield _Heard(pair, openings, _rendered(pair, openings, settings, store))
        progress.step()


def _rendered(heard: Pair, openings: Sequence[Piece], settings: RenderSettings, store: Store) -> list[Clip]:
    try:
        return render_versions([heard.human.music, heard.machine.music], settings, store, openings)
    except InputError as error:
        changed = f" ({'; '.join(heard.changes)})" if heard.changes else ""
        raise InputError(f"pair {heard.name!r}: {error}{changed}") from error


def _item(pair: Pair, heard: _Heard, pieces: Mapping[str, Fields], settings: RenderSettings) -> NewItem:
    """Of a pair as it is in the folder and as it is heard."""
    human, machine = pieces[pair.human.name], pieces[pair.machine.name]
    sides = [(human, pair.human_start, heard.pair.human.music), (machine, pair.machine_start, heard.pair.machine.music)]
    openings = [(human, pair.human_start - pair.opening, music) for music in heard.openings]
    versions = [
        NewExcerpt(
            piece,
            start,
            music.length,
            [(tempo.onset, tempo.quarters) for tempo in music.tempos],
            clip,
            settings,
            is_opening=place >= len(sides),
        )
        for place, ((piece, start, music), clip) in enumerate(zip([*sides, *openings], heard.clips, strict=True))
    ]
    return NewItem(pair.name, pair.variant, pair.tune, versions, _changes(heard.pair))


def _report(heard: Sequence[Pair]) -> Iterator[str]:
    files = {side.file: side.music.changes for side in _sides(heard)}
    for file, changes in files.items():
        if changes:
            yield f"{file}: {'; '.join(changes)}"
    for pair in heard:
        if pair.changes:
            yield f"pair {pair.name}: {'; '.join(pair.changes)}"


def _changes(heard: Pair) -> list[str]:
    """The same of one pair, a line each."""
    read = [f"the {side.origin}'s file: {line}" for side in _sides([heard]) for line in side.music.changes]
    return [*read, *heard.changes]
