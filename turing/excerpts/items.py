"""Items with all they are made of, into the database: a whole batch or nothing, and doing it twice changes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from generators.errors import InputError
from turing.excerpts import models
from turing.sound.rendersettings import ClipSettings
from turing.sound.takes import Clip

Fields = Mapping[str, Any]  # of a row


class OtherItemError(InputError):
    """An item of that collection and name is in the database with other music: its answers would no longer fit it."""


@dataclass(frozen=True, slots=True)
class NewExcerpt:
    """What is heard of a piece."""

    piece: Fields
    start: int  # ticks, as the length; both are 0 of a recording
    length: int
    tempos: Sequence[tuple[int, float]]
    clip: Clip
    settings: ClipSettings
    is_opening: bool = False


@dataclass(frozen=True, slots=True)
class NewItem:
    """What is put beside each other."""

    name: str
    variant: str
    tune: str
    versions: Sequence[NewExcerpt]
    changes: Sequence[str]  # what is heard otherwise than in the files, a line each


def piece_fields(
    origin: str,
    system: str,
    title: str,
    source: str,
    licence: str,
    *,
    music: str,
    musicxml: str = "",
    seed: int | None = None,
) -> Fields:
    """A piece's row; `music` is what tells it from others: the notes, or the digest of a recording."""
    said = [origin, system, title, source, licence, music]
    return {
        "digest": hashlib.sha256("\n".join(said).encode()).hexdigest(),
        "title": title,
        "origin": origin,
        "system": system,
        "seed": seed,
        "source": source,
        "licence": licence,
        "musicxml": musicxml,
    }


def check_item(collection: str, name: str, variant: str, tune: str, pieces: Iterable[Fields]) -> None:
    """Raises InputError if a name cannot stand in an address, or a value is longer than its column."""
    for each in (collection, name):
        if not re.fullmatch(r"\w[\w.-]*", each):
            raise InputError(f"{each!r} cannot stand in an address: choose letters, digits, '_', '-' and '.'")
    try:
        for piece in pieces:
            models.Piece(**piece).clean_fields()
        models.Item(collection=collection, name=name, variant=variant, tune=tune).clean_fields()
    except ValidationError as error:
        field, (message, *_) = next(iter(error.message_dict.items()))
        raise InputError(f"{field}: {message}") from error


@transaction.atomic
def add_items(collection: str, items: Iterable[NewItem]) -> int:
    """How many of them are new. Raises OtherItemError, with nothing written, if one is there with other excerpts."""
    return sum([_add(collection, item) for item in items])


def _add(collection: str, item: NewItem) -> bool:
    """Whether it is new."""
    excerpts = [_excerpt(version) for version in item.versions]
    known = models.Item.objects.filter(collection=collection, name=item.name).first()
    if known is None:
        row = models.Item.objects.create(
            collection=collection, name=item.name, variant=item.variant, tune=item.tune, changes=[*item.changes]
        )
        models.Version.objects.bulk_create(
            models.Version(item=row, excerpt=excerpt, is_opening=version.is_opening)
            for excerpt, version in zip(excerpts, item.versions, strict=True)
        )
        return True
    same = (known.variant, known.tune) == (item.variant, item.tune)
    if not same or set(known.excerpts.all()) != set(excerpts):
        raise OtherItemError(f"{str(known)!r} is there already and is another one: choose another --collection")
    return False


def _excerpt(new: NewExcerpt) -> models.Excerpt:
    piece, _ = models.Piece.objects.get_or_create(digest=new.piece["digest"], defaults=new.piece)
    excerpt, _ = models.Excerpt.objects.get_or_create(
        piece=piece,
        start=new.start,
        length=new.length,
        audio=new.clip.digest,
        defaults={
            "tempos": [[*tempo] for tempo in new.tempos],
            "samples": new.clip.samples,
            "loudness": new.clip.loudness,
            "settings": asdict(new.settings),
        },
    )
    return excerpt
