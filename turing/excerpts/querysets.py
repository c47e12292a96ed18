"""The questions asked of excerpts, items and their versions, by name."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet

M = TypeVar("M", bound=Model)


class ExcerptQuerySet(QuerySet[M]):
    def with_notes(self) -> ExcerptQuerySet[M]:
        """Those that are more than recordings, each with its piece."""
        return self.exclude(piece__musicxml="").select_related("piece")


class ItemQuerySet(QuerySet[M]):
    def of(self, collection: str) -> ItemQuerySet[M]:
        return self.filter(collection=collection)

    def collections(self) -> QuerySet[Any, str]:
        """The names of all collections."""
        return self.order_by("collection").values_list("collection", flat=True).distinct()

    def of_study(self, study: Model, kind: str = "") -> ItemQuerySet[M]:
        """Those that any of its blocks, or of its blocks of one kind, may ask about, each once."""
        return self.filter(blocks__study=study, **({"blocks__kind": kind} if kind else {})).distinct()

    def with_pieces(self) -> ItemQuerySet[M]:
        """Each with its versions, their excerpts and pieces: a person's before the machines'."""
        versions: Any = self.model._meta.get_field("versions").related_model
        ordered = versions.objects.select_related("excerpt__piece").order_by("excerpt__piece__origin", "pk")
        return self.prefetch_related(Prefetch("versions", ordered))


class VersionQuerySet(QuerySet[M]):
    def of_items(self, items: QuerySet[Any]) -> VersionQuerySet[M]:
        """Those of the items, in a fixed order: item by item, each one's versions as they came."""
        return self.filter(item__in=items).order_by("item_id", "pk")
