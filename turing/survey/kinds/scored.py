"""Kinds of trial whose answers are right or wrong, with a chance of one half: the result is a score."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from turing.survey.kinds.kind import Kind, Shared
from turing.survey.models import Sitting
from turing.survey.scores.picture import columns
from turing.survey.scores.standing import right_answers, sentences, standing


class ScoredKind(Kind):
    """What it stores says `correct`. Its `summary.html` includes `survey/score.html`."""

    def summary(self, sitting: Sitting) -> dict[str, Any]:
        held = standing(sitting, self.name)
        return {"standing": held, "sentences": sentences(held), "columns": columns(held)}

    def shared(self, sitting: Sitting) -> Shared:
        right, trials = right_answers(sitting, self.name), sitting.trials.of_kind(self.name).count()
        score = {"score": right, "total": trials}
        return Shared(
            figure=gettext("%(score)d of %(total)d") % score,
            deed=gettext("told right by ear"),
            dare=gettext("How many can you?"),
            description=gettext("Someone told %(score)d of %(total)d right by ear. Can you?") % score,
            notes=tuple(place < right for place in range(trials)),
        )
