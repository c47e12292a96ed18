"""Preference: two clips by two makers, people or machines. Which is preferred?"""

from __future__ import annotations

import random
from typing import Any

from django.utils.translation import gettext, gettext_noop

from evaluation.answers.celltext import guarded
from evaluation.answers.kinds.preference.plots import comparison_plot, ranking_plot
from evaluation.answers.kinds.preference.records import HUMAN, SAME, PreferenceRecord
from evaluation.answers.kinds.preference.table import PreferenceTable
from evaluation.answers.kinds.preference.wording import ESTIMAND, METHOD, OTHERS
from evaluation.answers.records import About
from evaluation.statistics.clusters import FEWEST_LISTENERS
from turing.survey.assignment import AvailableItem
from turing.survey.kinds.kind import AssignedClip, Kind, Said, SaidColumn, Shared
from turing.survey.kinds.preference.choices import choices_of, sentences
from turing.survey.kinds.preference.form import PreferenceForm
from turing.survey.kinds.preference.makers import by_maker, makers_heard, two_of
from turing.survey.kinds.preference.reveal import RevealedTrial, revealed
from turing.survey.kinds.preference.taste import preferred
from turing.survey.models import Sitting, Trial


class Preference(Kind):
    name = "preference"
    title = "Which do you like better?"
    question = "Which of the two do you like better?"
    clip_count = 2
    not_heard = gettext_noop("Please hear both clips to the end first. Your choice is kept.")
    forms = (PreferenceForm,)
    columns = (
        SaidColumn("maker_a", f"Who made clip A: {HUMAN}, or a system.", lambda said: guarded(said["makers"]["A"])),
        SaidColumn("maker_b", f"Who made clip B: {HUMAN}, or a system.", lambda said: guarded(said["makers"]["B"])),
        SaidColumn("preferred", f"Side that was preferred: A, B, or {SAME}.", lambda said: said["preferred"]),
    )
    needs = "versions by two makers"
    items_title = "Items"
    items_caption = "How often each maker’s version of an item was preferred so far. One item has few answers."
    items_heading = "Preferred"
    promise = (
        "When listeners answer, this place shows whose music they prefer: each two makers compared, and all of them "
        "ranked, with intervals and counts."
    )
    plots = {
        "ranking": lambda table, beside, theme: ranking_plot(table, theme),
        "comparisons": lambda table, beside, theme: comparison_plot(table, theme),
    }

    def fits(self, item: AvailableItem) -> bool:
        return len(by_maker(item)) > 1

    def clips(self, item: AvailableItem, rng: random.Random) -> tuple[AssignedClip, ...]:
        a, b = two_of(item, rng)
        return AssignedClip("A", a.excerpt), AssignedClip("B", b.excerpt)

    def judged(self, trial: Trial, said: Said) -> Said:
        return {**said, "makers": makers_heard(trial)}

    def guess(self, trial: Trial, experience: str, rng: random.Random) -> Said:
        return {"preferred": preferred(makers_heard(trial), rng)}

    def summary(self, sitting: Sitting) -> dict[str, Any]:
        held = choices_of(sitting, self.name)
        return {"score": held.score, "sentences": sentences(held)}

    def revealed(self, trial: Trial) -> RevealedTrial:
        return revealed(trial)

    def shared(self, sitting: Sitting) -> Shared:
        held = choices_of(sitting, self.name)
        chosen, trials = held.score
        score = {"score": chosen, "total": trials}
        if held.mixed:
            deed = gettext("chose the person’s piece")
            description = gettext("Someone chose the person’s piece %(score)d of %(total)d times. And you?") % score
        else:
            deed = gettext("heard a difference")
            description = gettext("Someone heard a difference %(score)d of %(total)d times. And you?") % score
        return Shared(
            figure=gettext("%(score)d of %(total)d") % score,
            deed=deed,
            dare=gettext("Which would you choose?"),
            description=description,
            notes=tuple(place < chosen for place in range(trials)),
        )

    def record(self, about: About, said: Said) -> PreferenceRecord:
        return PreferenceRecord(*about, said["makers"]["A"], said["makers"]["B"], said["preferred"])

    def figures(self, analysis: PreferenceTable, comparison: str) -> dict[str, Any]:
        return {"estimand": ESTIMAND, "others": OTHERS, "fewest": FEWEST_LISTENERS, "method": METHOD}

    def item_figures(self, analysis: PreferenceTable) -> dict[str, Any]:
        return {"fewest": FEWEST_LISTENERS}


KIND = Preference()
