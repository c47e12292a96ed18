"""What is asked: a person, or a computer?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from turing.excerpts.models import Origin
from turing.survey.kinds.form import AnswerForm


class JudgmentForm(AnswerForm):
    judged = forms.ChoiceField(
        choices=Origin.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say first whether a person or a computer wrote it.")},
    )
