"""What is asked: A or B."""

from __future__ import annotations

from django import forms

from turing.survey.kinds.discrimination.choices import Side
from turing.survey.kinds.form import AnswerForm


class ChoiceForm(AnswerForm):
    choice = forms.ChoiceField(
        choices=Side.choices, widget=forms.RadioSelect, error_messages={"required": "Please choose A or B first."}
    )
