"""The study that a researcher asks for by one form: a block of one kind of trial, about the items of one collection."""

from __future__ import annotations

from dataclasses import dataclass

from turing.survey.studies import BlockPlan, StudyPlan


@dataclass(frozen=True, slots=True)
class Wanted:
    """All values are JSON's, so that it can wait in the database until its music is taken in."""

    slug: str
    title: str  # the kind's, if empty; so is the question
    kind: str
    question: str
    trials: int | None  # of a sitting; None: see default_plan
    open: bool

    def about(self, collection: str) -> StudyPlan:
        block = BlockPlan(collection, self.kind, self.question, trials=self.trials)
        return StudyPlan(self.slug, (block,), self.title, self.open)
