"""What a researcher asks to see."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from evaluation.answers.kinds.discrimination.published import Published
from turing.dashboard.published import FILES, published

PEOPLE, SIMULATED = "people", "simulated"
LISTENERS = [(PEOPLE, "People"), (SIMULATED, "Simulated listeners")]


class ShowForm(forms.Form):
    """Whose answers to show, and what to show beside them. What is not a choice counts as not said."""

    listeners = forms.ChoiceField(choices=LISTENERS, required=False, label="Answers of")
    compare = forms.ChoiceField(required=False, label="Beside them")

    def __init__(self, data: Mapping[str, str]) -> None:
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

    def settled(self, *, simulated: bool) -> ShowForm:
        """The form as the page shows it: it names whose answers there are, also if that was not asked for."""
        listeners = SIMULATED if simulated else PEOPLE
        return ShowForm({"listeners": listeners, "compare": self.cleaned_data.get("compare", "")})

    @property
    def published(self) -> Published | None:
        name = self.cleaned_data.get("compare")
        return published(name) if name else None
