"""Rating: one clip. How good is it, of ten? Then, when that can no longer be changed: did a person compose it?

Liking comes first, because what one believes of a piece's origin can change how one likes it (Shank et al. 2022).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from evaluation.answers.celltext import boolean
from evaluation.answers.kinds.rating.plots import experience_plot, systems_plot
from evaluation.answers.kinds.rating.records import RatingRecord
from evaluation.answers.kinds.rating.table import RatingTable
from evaluation.answers.kinds.rating.wording import METHOD, OTHERS, deep_jammers
from evaluation.answers.records import ALL, EXPERIENCES, About
from evaluation.statistics.clusters import FEWEST_LISTENERS
from turing.excerpts.models import Origin
from turing.survey.assignment import AvailableItem, drawn
from turing.survey.kinds.credits import RevealedClip, credited
from turing.survey.kinds.kind import AssignedClip, Said, SaidColumn
from turing.survey.kinds.one_clip import MAKER
from turing.survey.kinds.rating import simulated
from turing.survey.kinds.rating.forms import BeliefForm, LikingForm
from turing.survey.kinds.rating.rated import averages, heard, read_rated
from turing.survey.kinds.scored import ScoredKind
from turing.survey.models import Sitting, Trial


@dataclass(frozen=True, slots=True)
class RevealedTrial:
    position: int
    rating: int
    called_human: bool
    correct: bool
    clips: tuple[RevealedClip, ...]


class Rating(ScoredKind):
    name = "rating"
    title = "How good is this music?"
    question = "How much do you like this?"
    clip_count = 1
    not_heard = gettext_noop("Please hear the clip to its end first. Your rating is kept.")
    forms = (LikingForm, BeliefForm)
    columns = (
        *MAKER,
        SaidColumn("rating", "0 to 10, asked first and then not to be changed.", lambda said: said["rating"]),
        SaidColumn("taken_for", "human or machine: what the clip was then said to be.", lambda said: said["taken_for"]),
        SaidColumn("correct", "true if that is what the clip is.", lambda said: boolean(read_rated(said).correct)),
    )
    items_title = "Items"
    items_caption = (
        "The mean ratings of each item's clips so far. One item has few answers: mind the intervals; of fewer than "
        f"{FEWEST_LISTENERS} listeners there is a count alone."
    )
    items_heading = "Mean rating"
    promise = (
        "When listeners answer, this place shows how they rate the human’s clips and each system’s, by how much the "
        "same listeners rate the human’s higher, and how many took it for a machine’s, with intervals and counts."
    )
    plots = {
        "systems": lambda table, beside, theme: systems_plot(table, theme),
        "experience": lambda table, beside, theme: experience_plot(table, theme),
    }

    def clips(self, item: AvailableItem, rng: random.Random) -> tuple[AssignedClip, ...]:
        """One of the item's versions, each as likely: a person's is hidden among those of as many systems as it has."""
        versions = [*item.by(Origin.HUMAN), *item.by(Origin.MACHINE)]
        return (AssignedClip("A", drawn(versions, rng).excerpt),)

    def judged(self, trial: Trial, said: Said) -> Said:
        piece = heard(trial)
        correct = said["taken_for"] == piece.origin
        own = {"rating": said["rating"], "taken_for": said["taken_for"]}
        return {**own, "origin": piece.origin, "system": piece.system, "correct": correct}

    def guess(self, trial: Trial, experience: str, rng: random.Random) -> Said:
        origin = heard(trial).origin
        return {"rating": simulated.rating(origin, rng), "taken_for": simulated.taken_for(origin, rng)}

    def summary(self, sitting: Sitting) -> dict[str, Any]:
        return {**super().summary(sitting), "averages": averages(sitting, self.name)}

    def revealed(self, trial: Trial) -> RevealedTrial:
        rated = read_rated(trial.answer.said)
        called_human = rated.taken_for == Origin.HUMAN
        return RevealedTrial(trial.position, rated.rating, called_human, rated.correct, credited(trial))

    def record(self, about: About, said: Said) -> RatingRecord:
        rated = read_rated(said)
        return RatingRecord(*about, rated.origin, rated.system, rated.rating, rated.taken_for)

    def figures(self, analysis: RatingTable, comparison: str) -> dict[str, Any]:
        variants = [(variant, analysis.cells[variant, ALL]) for variant in (*analysis.variants, ALL)]
        return {
            "lines": [*variants, *((each, analysis.cells[ALL, each]) for each in EXPERIENCES)],
            "systems": analysis.systems,
            "deep_jammers": deep_jammers(analysis),
            "others": OTHERS,
            "fewest": FEWEST_LISTENERS,
            "method": METHOD,
        }

    def item_figures(self, analysis: RatingTable) -> dict[str, Any]:
        return {
            "levels": [(each, analysis.cells[ALL, each]) for each in (ALL, *EXPERIENCES)],
            "systems": analysis.systems,
            "fewest": FEWEST_LISTENERS,
        }


KIND = Rating()
