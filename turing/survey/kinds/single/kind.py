"""Single: one clip. Did a person or a computer write it?

In the field's words a yes-no task. It asks what the pair of a discrimination does not: whether music alone is taken for
a person's.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from evaluation.answers.celltext import boolean
from evaluation.answers.kinds.single.detection import Detection
from evaluation.answers.kinds.single.plots import experience_plot, rates_plot
from evaluation.answers.kinds.single.records import SingleRecord
from evaluation.answers.kinds.single.table import DetectionTable
from evaluation.answers.kinds.single.wording import METHOD, OTHERS
from evaluation.answers.records import ALL, EXPERIENCES, About
from evaluation.statistics.clusters import FEWEST_LISTENERS
from turing.excerpts.models import Origin
from turing.survey.assignment import AvailableItem, drawn
from turing.survey.kinds.credits import RevealedClip, credited
from turing.survey.kinds.kind import AssignedClip, Said, SaidColumn
from turing.survey.kinds.one_clip import MAKER
from turing.survey.kinds.scored import ScoredKind
from turing.survey.kinds.single.ability import share_called_human
from turing.survey.kinds.single.form import JudgmentForm
from turing.survey.kinds.single.judgment import heard, read_judgment
from turing.survey.models import Trial


@dataclass(frozen=True, slots=True)
class RevealedTrial:
    position: int
    called_human: bool
    correct: bool
    clips: tuple[RevealedClip, ...]


class Single(ScoredKind):
    name = "single"
    title = "Person or computer?"
    question = "Did a person or a computer write this?"
    clip_count = 1
    not_heard = gettext_noop("Please hear the clip to its end first. Your choice is kept.")
    forms = (JudgmentForm,)
    columns = (
        *MAKER,
        SaidColumn("judged", "human or machine: what the clip was said to be.", lambda said: said["judged"]),
        SaidColumn("correct", "true if the two agree.", lambda said: boolean(read_judgment(said).correct)),
    )
    items_title = "Items"
    items_caption = (
        "How often each item's clips were called human so far. One item has few answers: mind the intervals; of fewer "
        f"than {FEWEST_LISTENERS} listeners there is a count alone."
    )
    items_heading = "Called human"
    promise = (
        "When listeners answer, this place shows how often they call the human’s clips and the machines’ clips a "
        "person’s: for each variant, level of experience and system, with intervals and counts."
    )
    plots = {
        "rates": lambda table, beside, theme: rates_plot(table, theme),
        "experience": lambda table, beside, theme: experience_plot(table, theme),
    }

    def clips(self, item: AvailableItem, rng: random.Random) -> tuple[AssignedClip, ...]:
        """One: by a person or by a machine with equal probability, where the item has both."""
        of_either = [found for origin in (Origin.HUMAN, Origin.MACHINE) if (found := item.by(origin))]
        return (AssignedClip("A", drawn(rng.choice(of_either), rng).excerpt),)

    def judged(self, trial: Trial, said: Said) -> Said:
        piece = heard(trial)
        correct = said["judged"] == piece.origin
        return {"judged": said["judged"], "origin": piece.origin, "system": piece.system, "correct": correct}

    def guess(self, trial: Trial, experience: str, rng: random.Random) -> Said:
        says_human = rng.random() < share_called_human(experience, heard(trial).origin)
        return {"judged": Origin.HUMAN if says_human else Origin.MACHINE}

    def revealed(self, trial: Trial) -> RevealedTrial:
        judgment = read_judgment(trial.answer.said)
        return RevealedTrial(trial.position, judgment.judged == Origin.HUMAN, judgment.correct, credited(trial))

    def record(self, about: About, said: Said) -> SingleRecord:
        judgment = read_judgment(said)
        return SingleRecord(*about, judgment.origin, judgment.system, judgment.judged)

    def figures(self, analysis: DetectionTable, comparison: str) -> dict[str, Any]:
        return {
            "overall": _lines(analysis),
            "rows": [
                (variant, [analysis.cells[variant, each].accuracy for each in (ALL, *EXPERIENCES)])
                for variant in (*analysis.variants, ALL)
            ],
            "columns": (ALL, *EXPERIENCES),
            "systems": analysis.systems,
            "others": OTHERS,
            "fewest": FEWEST_LISTENERS,
            "method": METHOD,
        }

    def item_figures(self, analysis: DetectionTable) -> dict[str, Any]:
        levels = [(each, analysis.cells[ALL, each]) for each in (ALL, *EXPERIENCES)]
        return {"levels": levels, "fewest": FEWEST_LISTENERS}


def _lines(table: DetectionTable) -> list[tuple[str, Detection]]:
    """The rates of each variant and, of all variants, of each level of experience."""
    variants = [(variant, table.cells[variant, ALL]) for variant in (*table.variants, ALL)]
    return [*variants, *((each, table.cells[ALL, each]) for each in EXPERIENCES)]


KIND = Single()
