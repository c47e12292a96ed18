"""What is asked, one after the other: how good it is, then who wrote it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.answers.kinds.rating.records import HIGHEST, LOWEST
from turing.excerpts.models import Origin
from turing.survey.kinds.form import AnswerForm


class LikingForm(AnswerForm):
    rating = forms.TypedChoiceField(
        choices=[(str(rating), str(rating)) for rating in range(LOWEST, HIGHEST + 1)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please give it a number from 0 to 10 first.")},
    )


class BeliefForm(AnswerForm):
    taken_for = forms.ChoiceField(
        choices=Origin.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say first whether a person composed it.")},
    )
