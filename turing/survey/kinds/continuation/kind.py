"""Continuation: an opening is heard, then two that go on from it. Which goes on as the composer did?"""

from __future__ import annotations

import random
from typing import Any

from django.utils.translation import gettext_noop

from evaluation.answers.celltext import boolean
from evaluation.answers.kinds.continuation.kind import WORDS
from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable
from turing.survey.assignment import AvailableItem, drawn
from turing.survey.kinds.continuation.reveal import RevealedContinuation, revealed_continuation
from turing.survey.kinds.discrimination.choices import read_choice
from turing.survey.kinds.discrimination.kind import Discrimination
from turing.survey.kinds.kind import OPENING, AssignedClip, SaidColumn
from turing.survey.models import Trial


class Continuation(Discrimination):
    """A discrimination of what follows an opening."""

    name = "continuation"
    title = "How does it go on?"
    question = "Which of the two goes on as the composer did?"
    clip_count = 3
    not_heard = gettext_noop("Please hear the opening and both continuations to the end first. Your choice is kept.")
    columns = (
        SaidColumn(
            "composer_side",
            "Side on which the composer's own continuation stood: A or B.",
            lambda said: read_choice(said).human_side,
        ),
        SaidColumn("choice", "Side that was chosen as the composer's: A or B.", lambda said: read_choice(said).choice),
        SaidColumn("correct", "true if the two agree.", lambda said: boolean(read_choice(said).correct)),
    )
    needs = "an opening with a continuation by a person and one by a machine"
    items_title = "Openings"
    promise = (
        "When listeners answer, this place shows how often they choose the composer’s own continuation: for each "
        "variant, and for each level of experience, with intervals and counts."
    )

    @property
    def comparisons(self) -> dict[str, str]:
        return {}

    def fits(self, item: AvailableItem) -> bool:
        return super().fits(item) and any(version.is_opening for version in item.versions)

    def clips(self, item: AvailableItem, rng: random.Random) -> tuple[AssignedClip, ...]:
        """An opening, then the human's continuation on a side that is drawn and a machine's on the other."""
        opening = drawn([version for version in item.versions if version.is_opening], rng)
        return (AssignedClip(OPENING, opening.excerpt), *super().clips(item, rng))

    def revealed(self, trial: Trial) -> RevealedContinuation:
        return revealed_continuation(trial)

    def figures(self, analysis: AccuracyTable, comparison: str) -> dict[str, Any]:
        return {**super().figures(analysis, comparison), "method": WORDS.method}


KIND = Continuation()
