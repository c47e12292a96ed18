"""The questions asked of the survey's tables, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

if TYPE_CHECKING:
    from turing.survey import models


class StudyQuerySet(QuerySet["models.Study"]):
    def open(self) -> StudyQuerySet:
        return self.filter(state="open")

    def public(self) -> StudyQuerySet:
        """Open or closed: what a listener's link may lead to."""
        return self.exclude(state="draft")


class SittingQuerySet(QuerySet["models.Sitting"]):
    def of_study(self, slug: str) -> SittingQuerySet:
        return self.filter(study__slug=slug).select_related("study", "listener")

    def shared_as(self, share: str) -> SittingQuerySet:
        return self.filter(share=share).select_related("study")

    def finished(self) -> SittingQuerySet:
        return self.filter(finished__isnull=False)

    def of_people(self) -> SittingQuerySet:
        return self.filter(listener__simulated=False)

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

    def answered(self) -> TrialQuerySet:
        return self.filter(answer__isnull=False)

    def with_answers(self) -> TrialQuerySet:
        return self.with_excerpts().select_related("answer")

    def right(self) -> TrialQuerySet:
        return self.filter(answer__correct=True)

    def before(self, position: int) -> TrialQuerySet:
        return self.filter(position__lt=position)

    def with_clip(self, token: str) -> TrialQuerySet:
        """The one trial whose clip A or B is heard under that random name."""
        return self.filter(Q(token_a=token) | Q(token_b=token)).select_related("sitting__study")

    def with_excerpts(self) -> TrialQuerySet:
        return self.select_related("pair__human__piece", "pair__machine__piece")


class ListenerQuerySet(QuerySet["models.Listener"]):
    def with_key(self, key: str) -> ListenerQuerySet:
        """The one listener whose sitting has that key."""
        return self.filter(sittings__key=key)
