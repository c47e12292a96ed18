"""What is asked: A or B."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from turing.survey.kinds.discrimination.choices import Side
from turing.survey.kinds.form import AnswerForm


class ChoiceForm(AnswerForm):
    choice = forms.ChoiceField(
        choices=Side.choices, widget=forms.RadioSelect, error_messages={"required": _("Please choose A or B first.")}
    )
