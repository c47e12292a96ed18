"""Discrimination: two clips, one of them a person's. Which?

In the field's words a two-alternative forced choice; strictly no Turing test, which would ask of one clip alone.
"""

from __future__ import annotations

import random
from typing import Any

from django.utils.translation import gettext_noop

from evaluation.answers.celltext import boolean
from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable
from evaluation.answers.kinds.discrimination.plots import accuracy_plot, experience_plot
from evaluation.answers.kinds.discrimination.records import ChoiceRecord
from evaluation.answers.kinds.discrimination.wording import ESTIMAND, OTHERS, WORDS
from evaluation.answers.records import ALL, EXPERIENCES, About
from evaluation.statistics.clusters import FEWEST_LISTENERS
from turing.excerpts.models import Origin
from turing.survey.assignment import AvailableItem, drawn
from turing.survey.kinds.discrimination.ability import share_right
from turing.survey.kinds.discrimination.choices import Side, human_side, other, read_choice
from turing.survey.kinds.discrimination.figures import rows, taken
from turing.survey.kinds.discrimination.form import ChoiceForm
from turing.survey.kinds.discrimination.published import published, titles
from turing.survey.kinds.discrimination.reveal import RevealedTrial, revealed
from turing.survey.kinds.kind import AssignedClip, Said, SaidColumn
from turing.survey.kinds.scored import ScoredKind
from turing.survey.models import Trial


class Discrimination(ScoredKind):
    name = "discrimination"
    title = "Person or computer?"  # true of any collection, as the question is
    question = "Which of the two did a person write?"
    clip_count = 2
    not_heard = gettext_noop("Please hear both clips to the end first. Your choice is kept.")
    forms = (ChoiceForm,)
    columns = (
        SaidColumn(
            "human_side",
            "Side on which the human's music stood: A or B.",
            lambda said: read_choice(said).human_side,
        ),
        SaidColumn("choice", "Side that was chosen as the human's: A or B.", lambda said: read_choice(said).choice),
        SaidColumn("correct", "true if the two agree.", lambda said: boolean(read_choice(said).correct)),
    )
    needs = "a version by a person and one by a machine"
    items_title = "Pairs"
    items_caption = (
        "How often each pair was told right so far. One pair has few answers: mind the intervals; of fewer than "
        f"{FEWEST_LISTENERS} listeners there is a count alone."
    )
    items_heading = "Right answers"
    promise = (
        "When listeners answer, this place shows how often they choose the human’s music: for each variant, and for "
        "each level of experience, with intervals and counts."
    )
    plots = {
        "accuracy": lambda table, beside, theme: accuracy_plot(table, published(beside), theme),
        "experience": lambda table, beside, theme: experience_plot(table, published(beside), theme),
    }

    def fits(self, item: AvailableItem) -> bool:
        return all(item.by(origin) for origin in Origin)

    def clips(self, item: AvailableItem, rng: random.Random) -> tuple[AssignedClip, ...]:
        """The human's on a side that is drawn, a machine's on the other."""
        side = rng.choice((Side.A, Side.B))
        human, machine = (drawn(item.by(origin), rng) for origin in (Origin.HUMAN, Origin.MACHINE))
        return AssignedClip(side, human.excerpt), AssignedClip(other(side), machine.excerpt)

    def judged(self, trial: Trial, said: Said) -> Said:
        return {"choice": said["choice"], "correct": said["choice"] == human_side(trial)}

    def guess(self, trial: Trial, experience: str, rng: random.Random) -> Said:
        human = human_side(trial)
        knows = rng.random() < share_right(experience, trial.item.variant)
        return {"choice": human if knows else other(human)}

    def revealed(self, trial: Trial) -> RevealedTrial:
        return revealed(trial)

    @property
    def comparisons(self) -> dict[str, str]:
        return titles()

    def record(self, about: About, said: Said) -> ChoiceRecord:
        choice = read_choice(said)
        return ChoiceRecord(*about, choice.human_side, choice.choice)

    def figures(self, analysis: AccuracyTable, comparison: str) -> dict[str, Any]:
        beside = published(comparison)
        return {
            "columns": (ALL, *EXPERIENCES),
            "rows": rows(analysis, beside),
            "published": beside,
            "estimand": ESTIMAND,
            "others": OTHERS,
            "fewest": FEWEST_LISTENERS,
            "method": WORDS.method,
        }

    def item_figures(self, analysis: AccuracyTable) -> dict[str, Any]:
        return {"taken": taken(analysis), "fewest": FEWEST_LISTENERS}


KIND = Discrimination()
