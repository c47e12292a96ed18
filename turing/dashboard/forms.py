"""What a researcher asks to see."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from evaluation.statistics.published import Published
from turing.dashboard.published import FILES, published

PEOPLE, SIMULATED = "people", "simulated"
LISTENERS = [("", "People, if any"), (PEOPLE, "People"), (SIMULATED, "Simulated listeners")]


class ShowForm(forms.Form):
    """Whose answers to show, and what to show beside them. What is not a choice counts as not said."""

    listeners = forms.ChoiceField(choices=LISTENERS, required=False, label="Answers of")
    compare = forms.ChoiceField(required=False, label="Beside them")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        names = [(name, published(name).title) for name in FILES]
        self.fields["compare"] = forms.ChoiceField(
            choices=[("", "Nothing"), *names], required=False, label="Beside them"
        )
        self.is_valid()

    @property
    def simulated(self) -> bool | None:
        """Whether simulated listeners were asked for; None leaves it to what there is."""
        return {PEOPLE: False, SIMULATED: True}.get(self.cleaned_data.get("listeners", ""))

    @property
    def published(self) -> Published | None:
        name = self.cleaned_data.get("compare")
        return published(name) if name else None
