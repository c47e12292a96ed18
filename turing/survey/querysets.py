"""The questions asked of the survey's tables, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate

if TYPE_CHECKING:
    from turing.survey import models


class StudyQuerySet(QuerySet["models.Study"]):
    def open(self) -> StudyQuerySet:
        return self.filter(state="open")

    def public(self) -> StudyQuerySet:
        """Open or closed: what a listener's link may lead to."""
        return self.exclude(state="draft")

    def for_dashboard(self) -> StudyQuerySet:
        """The newest first, each with how many sittings people and simulated listeners have `finished`."""
        finished = Q(sittings__finished__isnull=False)
        return self.annotate(
            finished=Count("sittings", filter=finished & Q(sittings__listener__simulated=False)),
            finished_simulated=Count("sittings", filter=finished & Q(sittings__listener__simulated=True)),
        ).order_by("-created")


class SittingQuerySet(QuerySet["models.Sitting"]):
    def of_study(self, slug: str) -> SittingQuerySet:
        return self.filter(study__slug=slug).select_related("study")

    def with_key(self, key: str) -> SittingQuerySet:
        return self.filter(key=key)

    def with_keys(self, keys: Collection[str]) -> SittingQuerySet:
        return self.filter(key__in=keys)

    def locked(self) -> SittingQuerySet:
        """In a transaction: whoever else asks for them so waits for its end. SQLite has one writer at a time anyway."""
        return self.select_for_update()

    def shared_as(self, share: str) -> SittingQuerySet:
        return self.filter(share=share).select_related("study")

    def finished(self) -> SittingQuerySet:
        return self.filter(finished__isnull=False)

    def of_people(self) -> SittingQuerySet:
        return self.filter(listener__simulated=False)

    def simulated(self) -> SittingQuerySet:
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

    def unhurried(self) -> SittingQuerySet:
        """Without those in which any answer came too fast to have listened."""
        return self.exclude(trials__answer__too_fast=True)

    def scores(self) -> list[int]:
        """How many answers of each sitting are right."""
        return list(
            self.annotate(right=Count("trials", filter=Q(trials__answer__correct=True))).values_list("right", flat=True)
        )

    def comparable_to(self, sitting: models.Sitting) -> SittingQuerySet:
        """The other finished sittings of the same study by people of the same experience."""
        others = self.finished().of_people().unhurried().exclude(pk=sitting.pk)
        return others.filter(study=sitting.study, listener__experience=sitting.listener.experience)


class TrialQuerySet(QuerySet["models.Trial"]):
    def unanswered(self) -> TrialQuerySet:
        return self.filter(answer__isnull=True)

    def current(self) -> models.Trial | None:
        """The first of a sitting that has no answer; None once all have."""
        return self.unanswered().order_by("position").first()

    def answered(self) -> TrialQuerySet:
        return self.filter(answer__isnull=False)

    def with_answers(self) -> TrialQuerySet:
        return self.with_pieces().select_related("answer")

    def right(self) -> TrialQuerySet:
        return self.filter(answer__correct=True)

    def before(self, position: int) -> TrialQuerySet:
        return self.filter(position__lt=position)

    def with_clip(self, token: str) -> TrialQuerySet:
        """The one trial whose clip A or B is heard under that random name."""
        return self.filter(Q(token_a=token) | Q(token_b=token)).select_related("sitting__study")

    def with_excerpts(self) -> TrialQuerySet:
        return self.select_related("pair__human", "pair__machine")

    def with_pieces(self) -> TrialQuerySet:
        return self.select_related("pair__human__piece", "pair__machine__piece")


class ListenerQuerySet(QuerySet["models.Listener"]):
    def with_keys(self, keys: Collection[str]) -> ListenerQuerySet:
        """The listeners whose sittings have those keys."""
        return self.filter(sittings__key__in=keys)


class AnswerQuerySet(QuerySet["models.Answer"]):
    def in_study(self, study: models.Study) -> AnswerQuerySet:
        return self.filter(trial__sitting__study=study)

    def version(self) -> tuple[int, int]:
        """Another one whenever there are other answers: they come with higher keys, or go, and never change."""
        found = self.aggregate(count=Count("pk"), last=Max("pk"))
        return found["count"], found["last"] or 0

    def for_figures(self, *fields: str) -> Iterator[tuple[Any, ...]]:
        """Those fields of each answer, one answer after the other."""
        return self.order_by("pk").values_list(*fields).iterator(chunk_size=10_000)

    def for_export(self) -> AnswerQuerySet:
        """In the order they came, each with all that is known of it."""
        return self.select_related("trial__sitting__listener", "trial__pair").order_by("pk")

    def in_pages(self, size: int) -> Iterator[list[models.Answer]]:
        """All that there are now, in the order of their keys; each page is a query of its own, done when it is given.

        So the connection is free between pages. A cursor left open would hold SQLite to the state that it began with,
        from which nothing can be written once another process has.
        """
        last = self.aggregate(last=Max("pk"))["last"] or 0
        reached = 0
        while page := list(self.filter(pk__gt=reached, pk__lte=last).order_by("pk")[:size]):
            yield page
            reached = page[-1].pk
