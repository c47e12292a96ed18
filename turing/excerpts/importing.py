"""Taking a candidates folder into the database: all of it or nothing, and doing it twice changes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from generators.errors import InputError
from generators.files.musicxml import to_musicxml
from turing.excerpts.candidates import CandidatePair, CandidatePiece, read_candidates
from turing.excerpts.models import Excerpt, Pair, Piece
from turing.excerpts.rendering import Clip, render_pair
from turing.excerpts.rendersettings import RenderSettings
from turing.excerpts.store import Store

Progress = Callable[[int, int], None]  # how many are done, of how many
Fields = Mapping[str, str | int | None]  # of a Piece


class OtherPairError(InputError):
    """A pair of that collection and name is in the database with other music: its answers would no longer fit it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    new: int  # pairs that were not there
    known: int  # pairs that were
    changes: tuple[str, ...]  # what is heard otherwise than in the files: a line for each file and pair concerned


def import_pairs(folder: Path, collection: str, settings: RenderSettings, store: Store, progress: Progress) -> Imported:
    """Render what is not in the store, then write all pieces, excerpts and pairs in one transaction.

    Clips that a refused import has rendered stay in the store: they are named by what they were made from, so the next
    attempt finds them there and renders only the rest.

    Raises InputError, before the database is touched, if anything in the folder is not right, and OtherPairError if a
    pair of the collection is already there with other music.
    """
    candidates = read_candidates(folder)
    pieces = {side.name: side for pair in candidates for side in (pair.human, pair.machine)}
    fields = {name: _piece_fields(piece) for name, piece in pieces.items()}
    for pair in candidates:
        _check_fields(pair, collection, fields)
    clips = [_clips(pair, settings, store, progress, (i, len(candidates))) for i, pair in enumerate(candidates)]
    progress(len(candidates), len(candidates))
    return _write(collection, candidates, fields, clips, settings)


def _clips(
    pair: CandidatePair, settings: RenderSettings, store: Store, progress: Progress, place: tuple[int, int]
) -> tuple[Clip, Clip]:
    progress(*place)
    try:
        return render_pair(pair.human_cut, pair.machine_cut, settings, store)
    except InputError as error:
        changed = f" ({'; '.join(pair.changes)})" if pair.changes else ""
        raise InputError(f"pair {pair.name!r}: {error}{changed}") from error


@transaction.atomic
def _write(
    collection: str,
    candidates: Sequence[CandidatePair],
    pieces: Mapping[str, Fields],
    clips: Sequence[tuple[Clip, Clip]],
    settings: RenderSettings,
) -> Imported:
    new = 0
    for candidate, (human_clip, machine_clip) in zip(candidates, clips, strict=True):
        human = _excerpt(pieces[candidate.human.name], candidate.human_start, candidate, human_clip, settings)
        machine = _excerpt(pieces[candidate.machine.name], candidate.machine_start, candidate, machine_clip, settings)
        fields = {"variant": candidate.variant, "tune": candidate.tune, "human": human, "machine": machine}
        pair, created = Pair.objects.get_or_create(
            collection=collection, name=candidate.name, defaults=fields | {"changes": _changes(candidate)}
        )
        if any(getattr(pair, field) != value for field, value in fields.items()):
            raise OtherPairError(f"pair {str(pair)!r} is there already and is another one: choose another --collection")
        new += created
    return Imported(new, len(candidates) - new, tuple(_report(candidates)))


def _report(candidates: Sequence[CandidatePair]) -> Iterator[str]:
    files = {side.file: side.music.changes for pair in candidates for side in (pair.human, pair.machine)}
    for file, changes in files.items():
        if changes:
            yield f"{file}: {'; '.join(changes)}"
    for pair in candidates:
        if pair.changes:
            yield f"pair {pair.name}: {'; '.join(pair.changes)}"


def _changes(pair: CandidatePair) -> list[str]:
    """The same of one pair, a line each."""
    read = [f"the {side.origin}'s file: {line}" for side in (pair.human, pair.machine) for line in side.music.changes]
    return [*read, *pair.changes]


def _excerpt(piece: Fields, start: int, pair: CandidatePair, clip: Clip, settings: RenderSettings) -> Excerpt:
    row, _ = Piece.objects.get_or_create(digest=piece["digest"], defaults=piece)
    excerpt, _ = Excerpt.objects.get_or_create(
        piece=row,
        start=start,
        length=pair.length,
        audio=clip.digest,
        defaults={
            "tempos": [[tempo.onset, tempo.quarters] for tempo in pair.human_cut.tempos],
            "samples": clip.samples,
            "loudness": clip.loudness,
            "settings": asdict(settings),
        },
    )
    return excerpt


def _piece_fields(piece: CandidatePiece) -> Fields:
    musicxml = to_musicxml(piece.music)
    return {
        "digest": hashlib.sha256(
            "\n".join([piece.origin, piece.system, piece.title, piece.source, piece.licence, musicxml]).encode()
        ).hexdigest(),
        "title": piece.title,
        "origin": piece.origin,
        "system": piece.system,
        "seed": piece.seed,
        "source": piece.source,
        "licence": piece.licence,
        "musicxml": musicxml,
    }


def _check_fields(pair: CandidatePair, collection: str, pieces: Mapping[str, Fields]) -> None:
    """Raises InputError if a name cannot stand in an address, or a value is longer than its column."""
    for name in (collection, pair.name):
        if not re.fullmatch(r"\w[\w.-]*", name):
            raise InputError(f"{name!r} cannot stand in an address: choose letters, digits, '_', '-' and '.'")
    try:
        for piece in (pair.human, pair.machine):
            Piece(**pieces[piece.name]).clean_fields()
        Pair(collection=collection, name=pair.name, variant=pair.variant, tune=pair.tune).clean_fields(
            exclude=["human", "machine"]
        )
    except ValidationError as error:
        field, (message, *_) = next(iter(error.message_dict.items()))
        raise InputError(f"pair {pair.name!r}: {field}: {message}") from error
