"""Taking a folder of pairs into the database: all of it or nothing, and doing it twice changes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluation.pairs.folder import Pair, Side, read_pairs
from generators.errors import InputError
from generators.files.musicxml.writer import to_musicxml
from generators.progress import Progress
from turing.excerpts import models
from turing.sound.alike import made_alike
from turing.sound.rendering import render_pair
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import Store
from turing.sound.takes import Clip

Fields = Mapping[str, str | int | None]  # of a models.Piece


class OtherPairError(InputError):
    """A pair of that collection and name is in the database with other music: its answers would no longer fit it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    new: int  # pairs that were not there
    known: int  # pairs that were
    changes: tuple[str, ...]  # what is heard otherwise than in the files: a line for each file and pair concerned


def import_pairs(folder: Path, collection: str, settings: RenderSettings, store: Store) -> Imported:
    """Render what is not in the store, then write all pieces, excerpts and pairs in one transaction.

    Clips that a refused import has rendered stay in the store: they are named by what they were made from, so the next
    attempt finds them there and renders only the rest.

    Raises InputError, before the database is touched, if anything in the folder is not right, and OtherPairError if a
    pair of the collection is already there with other music.
    """
    pairs = read_pairs(folder)
    pieces = {side.name: _piece_fields(side) for side in _sides(pairs)}
    for pair in pairs:
        _check_fields(pair, collection, pieces)
    heard = [made_alike(pair) for pair in pairs]
    clips = _clips(heard, settings, store, Progress(f"pairs of {folder.name}", len(heard)))
    new = _write(collection, pairs, heard, pieces, clips, settings)
    return Imported(new, len(pairs) - new, tuple(_report(heard)))


def _sides(pairs: Sequence[Pair]) -> Iterator[Side]:
    for pair in pairs:
        yield from (pair.human, pair.machine)


def _clips(
    heard: Sequence[Pair], settings: RenderSettings, store: Store, progress: Progress
) -> list[tuple[Clip, Clip]]:
    clips = []
    for pair in heard:
        clips.append(_rendered(pair, settings, store))
        progress.step()
    return clips


def _rendered(heard: Pair, settings: RenderSettings, store: Store) -> tuple[Clip, Clip]:
    try:
        return render_pair(heard.human.music, heard.machine.music, settings, store)
    except InputError as error:
        changed = f" ({'; '.join(heard.changes)})" if heard.changes else ""
        raise InputError(f"pair {heard.name!r}: {error}{changed}") from error


@transaction.atomic
def _write(
    collection: str,
    pairs: Sequence[Pair],
    heard: Sequence[Pair],
    pieces: Mapping[str, Fields],
    clips: Sequence[tuple[Clip, Clip]],
    settings: RenderSettings,
) -> int:
    """How many pairs are new."""
    new = 0
    for pair, cut, (human_clip, machine_clip) in zip(pairs, heard, clips, strict=True):
        human = _excerpt(pieces[pair.human.name], pair.human_start, cut.human, human_clip, settings)
        machine = _excerpt(pieces[pair.machine.name], pair.machine_start, cut.machine, machine_clip, settings)
        row = models.Item(
            collection=collection, name=pair.name, variant=pair.variant, tune=pair.tune, changes=_changes(cut)
        )
        new += _add(row, (human, machine))
    return new


def _add(item: models.Item, excerpts: Sequence[models.Excerpt]) -> bool:
    """Whether it is new. Raises OtherPairError if an item of its name is there with other excerpts."""
    known = models.Item.objects.filter(collection=item.collection, name=item.name).first()
    if known is None:
        item.save()
        models.Version.objects.bulk_create(models.Version(item=item, excerpt=excerpt) for excerpt in excerpts)
        return True
    same = (known.variant, known.tune) == (item.variant, item.tune)
    if not same or set(known.excerpts.all()) != set(excerpts):
        raise OtherPairError(f"pair {str(item)!r} is there already and is another one: choose another --collection")
    return False


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


def _excerpt(piece: Fields, start: int, heard: Side, clip: Clip, settings: RenderSettings) -> models.Excerpt:
    row, _ = models.Piece.objects.get_or_create(digest=piece["digest"], defaults=piece)
    excerpt, _ = models.Excerpt.objects.get_or_create(
        piece=row,
        start=start,
        length=heard.music.length,
        audio=clip.digest,
        defaults={
            "tempos": [[tempo.onset, tempo.quarters] for tempo in heard.music.tempos],
            "samples": clip.samples,
            "loudness": clip.loudness,
            "settings": asdict(settings),
        },
    )
    return excerpt


def _piece_fields(side: Side) -> Fields:
    musicxml = to_musicxml(side.music)
    return {
        "digest": hashlib.sha256(
            "\n".join([side.origin, side.system, side.title, side.source, side.licence, musicxml]).encode()
        ).hexdigest(),
        "title": side.title,
        "origin": side.origin,
        "system": side.system,
        "seed": side.seed,
        "source": side.source,
        "licence": side.licence,
        "musicxml": musicxml,
    }


def _check_fields(pair: Pair, collection: str, pieces: Mapping[str, Fields]) -> None:
    """Raises InputError if a name cannot stand in an address, or a value is longer than its column."""
    for name in (collection, pair.name):
        if not re.fullmatch(r"\w[\w.-]*", name):
            raise InputError(f"{name!r} cannot stand in an address: choose letters, digits, '_', '-' and '.'")
    try:
        for side in (pair.human, pair.machine):
            models.Piece(**pieces[side.name]).clean_fields()
        models.Item(collection=collection, name=pair.name, variant=pair.variant, tune=pair.tune).clean_fields()
    except ValidationError as error:
        field, (message, *_) = next(iter(error.message_dict.items()))
        raise InputError(f"pair {pair.name!r}: {field}: {message}") from error
