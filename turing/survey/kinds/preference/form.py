"""What is asked: A, B or no difference."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.answers.kinds.preference.records import SAME
from turing.survey.kinds.form import AnswerForm

CHOICES = (("A", "A"), ("B", "B"), (SAME, _("no difference")))


class PreferenceForm(AnswerForm):
    preferred = forms.ChoiceField(
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose A, B or “no difference” first.")},
    )

    @property
    def in_words(self) -> str:
        return str(dict(CHOICES)[self.said["preferred"]])
