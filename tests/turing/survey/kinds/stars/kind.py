"""A toy kind of trial: one clip of a pair, how much do you like it, 1 to 5?"""

from __future__ import annotations

import random
from typing import Any

from django import forms

from evaluation.answers.records import About
from tests.turing.survey.kinds.stars.answers.kind import Means, StarsRecord
from turing.survey.assignment import AvailableItem
from turing.survey.kinds.form import AnswerForm
from turing.survey.kinds.kind import AssignedClip, Kind, Said, SaidColumn, Shared
from turing.survey.models import Sitting, Trial


class StarsForm(AnswerForm):
    stars = forms.IntegerField(min_value=1, max_value=5, error_messages={"required": "Please give 1 to 5 first."})
    comment = forms.CharField(required=False, max_length=200)


class Stars(Kind):
    name = "stars"
    title = "How do you like it?"
    question = "How much do you like this?"
    clip_count = 1
    not_heard = "Please hear it to the end first."
    forms = (StarsForm,)
    columns = (
        SaidColumn("origin", "human or machine: who wrote the clip.", lambda said: said["origin"]),
        SaidColumn("stars", "1 to 5.", lambda said: said["stars"]),
    )
    items_title = "Pairs"
    items_caption = "The mean stars of each pair's clips."
    items_heading = "Mean"
    promise = "When listeners answer, this place shows how much they like the clips."

    def clips(self, item: AvailableItem, rng: random.Random) -> tuple[AssignedClip, ...]:
        return (AssignedClip("A", rng.choice(item.versions).excerpt),)

    def judged(self, trial: Trial, said: Said) -> Said:
        (clip,) = trial.clips.all()
        return {**said, "origin": clip.excerpt.piece.origin}

    def guess(self, trial: Trial, experience: str, rng: random.Random) -> Said:
        return {"stars": rng.randint(1, 5)}

    def summary(self, sitting: Sitting) -> dict[str, Any]:
        given = [trial.answer.said["stars"] for trial in sitting.trials.with_answers()]
        return {"mean": sum(given) / len(given)}

    def revealed(self, trial: Trial) -> Trial:
        return trial

    def shared(self, sitting: Sitting) -> Shared:
        mean = f"{self.summary(sitting)['mean']:.1f}"
        return Shared(mean, "is what I gave on average", "What do you give?", f"Someone gave {mean}.", (True,))

    def record(self, about: About, said: Said) -> StarsRecord:
        return StarsRecord(*about, said["origin"], said["stars"])

    def figures(self, analysis: Means, comparison: str) -> dict[str, Any]:
        return {"means": analysis.means}

    def item_figures(self, analysis: Means) -> dict[str, Any]:
        return {"means": analysis.means}


KIND = Stars()
