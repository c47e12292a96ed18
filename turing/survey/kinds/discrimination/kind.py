"""Discrimination: two clips, one of them a person's. Which?

In the field's words a two-alternative forced choice; strictly no Turing test, which would ask of one clip alone.
"""

from __future__ import annotations

import random
from typing import Any

from django.utils.translation import gettext, gettext_noop

from turing.survey.assignment import AvailablePair
from turing.survey.kinds.discrimination.ability import share_right
from turing.survey.kinds.discrimination.choices import Side, human_side, other
from turing.survey.kinds.discrimination.form import ChoiceForm
from turing.survey.kinds.discrimination.picture import columns
from turing.survey.kinds.discrimination.reveal import RevealedTrial, revealed
from turing.survey.kinds.discrimination.standing import right_answers, sentence, standing
from turing.survey.kinds.kind import AssignedClip, Kind, Said, Shared
from turing.survey.models import Sitting, Trial


class Discrimination(Kind):
    name = "discrimination"
    title = "Person or computer?"  # true of any collection, as the question is
    question = "Which of the two did a person write?"
    clip_count = 2
    not_heard = gettext_noop("Please hear both clips to the end first. Your choice is kept.")
    form = ChoiceForm

    def clips(self, pair: AvailablePair, rng: random.Random) -> tuple[AssignedClip, ...]:
        """The human's on a side that is drawn, the machine's on the other."""
        human = rng.choice((Side.A, Side.B))
        return AssignedClip(human, pair.human), AssignedClip(other(human), pair.machine)

    def judged(self, trial: Trial, said: Said) -> Said:
        return {"choice": said["choice"], "correct": said["choice"] == human_side(trial)}

    def guess(self, trial: Trial, experience: str, rng: random.Random) -> Said:
        human = human_side(trial)
        knows = rng.random() < share_right(experience, trial.pair.variant)
        return {"choice": human if knows else other(human)}

    def summary(self, sitting: Sitting) -> dict[str, Any]:
        held = standing(sitting)
        return {"standing": held, "sentence": sentence(held), "columns": columns(held)}

    def revealed(self, trial: Trial) -> RevealedTrial:
        return revealed(trial)

    def shared(self, sitting: Sitting) -> Shared:
        right, trials = right_answers(sitting), sitting.trials.count()
        score = {"score": right, "total": trials}
        return Shared(
            figure=gettext("%(score)d of %(total)d") % score,
            deed=gettext("told right by ear"),
            dare=gettext("How many can you?"),
            description=gettext("Someone told %(score)d of %(total)d right by ear. Can you?") % score,
            notes=tuple(place < right for place in range(trials)),
        )


KIND = Discrimination()
