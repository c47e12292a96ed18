"""The questions asked of the survey's tables, by name.

They know the tables' columns and not their classes: each is for whatever model names it as its manager.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Count, Max, Model, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate

M = TypeVar("M", bound=Model)


class StudyQuerySet(QuerySet[M]):
    def open(self) -> StudyQuerySet[M]:
        return self.filter(state="open")

    def public(self) -> StudyQuerySet[M]:
        """Open or closed: what a listener's link may lead to."""
        return self.exclude(state="draft")

    def with_blocks(self) -> StudyQuerySet[M]:
        """Each with its blocks, from which its kinds, its length and what it asks besides are told."""
        return self.prefetch_related("blocks")

    def for_dashboard(self) -> QuerySet[Any]:
        """The newest first, each with how many sittings people and simulated listeners have `finished`."""
        finished = Q(sittings__finished__isnull=False, sittings__preview=False)
        return self.annotate(
            finished=Count("sittings", filter=finished & Q(sittings__listener__simulated=False)),
            finished_simulated=Count("sittings", filter=finished & Q(sittings__listener__simulated=True)),
        ).order_by("-created")


class BlockQuerySet(QuerySet[M]):
    def of_kind(self, kind: str) -> BlockQuerySet[M]:
        return self.filter(kind=kind)

    def locked(self) -> BlockQuerySet[M]:
        """In a transaction: whoever else asks for them so waits for its end. SQLite has one writer at a time anyway."""
        return self.select_for_update().order_by("pk")


class ExposureQuerySet(QuerySet[M]):
    def of(self, study: Model, listener: Any) -> ExposureQuerySet[M]:
        """What listeners of that level were given in the study, simulated ones and people apart."""
        return self.filter(block__study=study, experience=listener.experience, simulated=listener.simulated)

    def as_counts(self) -> QuerySet[Any, tuple[int, int, str, int]]:
        """Primary keys of block and item, the arrangement, how many were given it."""
        return self.values_list("block_id", "item_id", "arrangement", "count")


class SittingQuerySet(QuerySet[M]):
    def of_study(self, slug: str) -> SittingQuerySet[M]:
        return self.filter(study__slug=slug).select_related("study")

    def with_key(self, key: str) -> SittingQuerySet[M]:
        return self.filter(key=key)

    def with_keys(self, keys: Collection[str]) -> SittingQuerySet[M]:
        return self.filter(key__in=keys)

    def locked(self) -> SittingQuerySet[M]:
        """In a transaction: whoever else asks for them so waits for its end. SQLite has one writer at a time anyway."""
        return self.select_for_update()

    def overdue(self, moment: datetime) -> SittingQuerySet[M]:
        """Those begun before the moment that have neither finished nor lapsed."""
        return self.counted().filter(finished__isnull=True, lapsed=False, started__lt=moment)

    def locked_unless_busy(self) -> SittingQuerySet[M]:
        """In a transaction: locked, without those that another transaction has locked."""
        return self.select_for_update(skip_locked=True, of=("self",))

    def shared_as(self, share: str) -> SittingQuerySet[M]:
        return self.filter(share=share).select_related("study")

    def finished(self) -> SittingQuerySet[M]:
        return self.filter(finished__isnull=False)

    def counted(self) -> SittingQuerySet[M]:
        """Without the previews."""
        return self.filter(preview=False)

    def of_people(self) -> SittingQuerySet[M]:
        return self.counted().filter(listener__simulated=False)

    def simulated(self) -> SittingQuerySet[M]:
        return self.filter(listener__simulated=True)

    def by_experience(self) -> dict[str, tuple[int, int]]:
        """How many were started and how many finished, by the listener's experience."""
        counted = self.values("listener__experience").annotate(begun=Count("pk"), ended=Count("finished"))
        return {row["listener__experience"]: (row["begun"], row["ended"]) for row in counted.order_by()}

    def by_day(self) -> dict[date, tuple[int, int]]:
        """How many were started on each day (UTC), and how many of these finished, the newest day first."""
        days = self.annotate(day=TruncDate("started")).values("day").order_by("-day")
        counted = days.annotate(begun=Count("pk"), ended=Count("finished"))
        return {row["day"]: (row["begun"], row["ended"]) for row in counted}

    def unhurried(self) -> SittingQuerySet[M]:
        """Without those in which any answer came too fast to have listened."""
        return self.exclude(trials__answer__too_fast=True)

    def comparable(self, experience: str) -> SittingQuerySet[M]:
        """Those to hold a result against: finished by people of that experience who took their time."""
        return self.finished().of_people().unhurried().filter(listener__experience=experience)


class TrialQuerySet(QuerySet[M]):
    def of_sitting(self, slug: str, key: str) -> TrialQuerySet[M]:
        """Those of the sitting with that key in the study of that slug."""
        return self.filter(sitting__key=key, sitting__study__slug=slug)

    def of_kind(self, kind: str) -> TrialQuerySet[M]:
        return self.filter(block__kind=kind)

    def unanswered(self) -> TrialQuerySet[M]:
        """Those that have no answer, in their order: of a sitting's, the first is the current one."""
        return self.filter(answer__isnull=True).order_by("position")

    def with_studies(self) -> TrialQuerySet[M]:
        """Each with what its page and its answer need of sitting, study and block at hand."""
        trials = self.select_related("sitting__study", "block")
        of_study = ("sitting__length", "sitting__preview", "sitting__study__title", "sitting__study__too_fast")
        of_block = ("block__kind", "block__question", "block__follow_ups")
        return trials.only("position", "step", "earlier", "shown", "shown_tick", *of_study, *of_block)

    def answered(self) -> TrialQuerySet[M]:
        return self.filter(answer__isnull=False)

    def past(self, step: int) -> TrialQuerySet[M]:
        """Those of which that step, from 0, was answered."""
        return self.filter(Q(answer__isnull=False) | Q(step__gt=step))

    def with_answers(self) -> TrialQuerySet[M]:
        """Each with its answer, and with all that can be told once there is one."""
        clips = self._clips().with_pieces().defer("excerpt__piece__musicxml")
        return self.select_related("block", "item", "answer").prefetch_related(Prefetch("clips", clips))

    def before(self, position: int) -> TrialQuerySet[M]:
        return self.filter(position__lt=position)

    def with_clips(self) -> TrialQuerySet[M]:
        return self.prefetch_related("clips")

    def with_excerpts(self) -> TrialQuerySet[M]:
        """Each with what an answer is judged by: its clips, how long they are and who wrote them."""
        return self.select_related("block").prefetch_related(Prefetch("clips", self._clips().with_origins()))

    def _clips(self) -> Any:
        clips: Any = self.model._meta.get_field("clips").related_model
        return clips.objects


class TrialClipQuerySet(QuerySet[M]):
    def with_token(self, token: str) -> TrialClipQuerySet[M]:
        """The one clip that is heard under that random name, with the study it is of."""
        return self.filter(token=token).select_related("trial__sitting__study")

    def tokens(self) -> dict[str, str]:
        """Of one trial's clips: the random names by label."""
        return dict(self.values_list("label", "token"))

    def with_excerpts(self) -> TrialClipQuerySet[M]:
        return self.select_related("excerpt")

    def with_origins(self) -> TrialClipQuerySet[M]:
        """Each with its excerpt's length and origin at hand, and whatever else once it is asked for."""
        clips = self.select_related("excerpt__piece")
        return clips.only(
            "trial", "label", "token", "excerpt__samples", "excerpt__piece__origin", "excerpt__piece__system"
        )

    def with_pieces(self) -> TrialClipQuerySet[M]:
        return self.select_related("excerpt__piece")

    def answered(self) -> TrialClipQuerySet[M]:
        return self.filter(trial__answer__isnull=False)


class ListenerQuerySet(QuerySet[M]):
    def with_keys(self, keys: Collection[str]) -> ListenerQuerySet[M]:
        """The listeners whose sittings have those keys."""
        return self.filter(sittings__key__in=keys)


class AnswerQuerySet(QuerySet[M]):
    def in_study(self, study: Model) -> AnswerQuerySet[M]:
        """Those that count: of listeners, not of previews."""
        return self.filter(trial__sitting__study=study, trial__sitting__preview=False)

    def of_kind(self, kind: str) -> AnswerQuerySet[M]:
        return self.filter(trial__block__kind=kind)

    def version(self) -> tuple[int, int]:
        """Another one whenever there are other answers: they come with higher keys, or go, and never change."""
        found = self.aggregate(count=Count("pk"), last=Max("pk"))
        return found["count"], found["last"] or 0

    def for_figures(self, *fields: str) -> Iterator[tuple[Any, ...]]:
        """Those fields of each answer, one answer after the other."""
        return self.order_by("pk").values_list(*fields).iterator(chunk_size=10_000)

    def for_export(self) -> AnswerQuerySet[M]:
        """In the order they came, each with all that is known of it."""
        return self.select_related("trial__sitting__listener", "trial__item").order_by("pk")

    def in_pages(self, size: int) -> Iterator[list[M]]:
        """All that there are now, in the order of their keys; each page is a query of its own, done when it is given.

        So the connection is free between pages. A cursor left open would hold SQLite to the state that it began with,
        from which nothing can be written once another process has.
        """
        last = self.aggregate(last=Max("pk"))["last"] or 0
        reached = 0
        while page := list(self.filter(pk__gt=reached, pk__lte=last).order_by("pk")[:size]):
            yield page
            reached = page[-1].pk
