"""What a researcher asks to see."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

PEOPLE, SIMULATED = "people", "simulated"
LISTENERS = [(PEOPLE, "People"), (SIMULATED, "Simulated listeners")]


class ShowForm(forms.Form):
    """Whose answers to show, and what to show beside them. What is not a choice counts as not said."""

    listeners = forms.ChoiceField(choices=LISTENERS, required=False, label="Answers of")

    def __init__(self, data: Mapping[str, str], comparisons: Mapping[str, str]) -> None:
        super().__init__(data)
        self.comparisons = comparisons
        if comparisons:
            self.fields["compare"] = forms.ChoiceField(
                choices=[("", "Nothing"), *comparisons.items()], required=False, label="Beside them"
            )
        self.is_valid()

    @property
    def simulated(self) -> bool | None:
        """Whether simulated listeners were asked for; None leaves it to what there is."""
        return {PEOPLE: False, SIMULATED: True}.get(self.cleaned_data.get("listeners", ""))

    @property
    def comparison(self) -> str:
        """The name of what is to be shown beside a study's own figures; empty for nothing."""
        return str(self.cleaned_data.get("compare", ""))

    def settled(self, *, simulated: bool) -> ShowForm:
        """The form as the page shows it: it names whose answers there are, also if that was not asked for."""
        listeners = SIMULATED if simulated else PEOPLE
        return ShowForm({"listeners": listeners, "compare": self.comparison}, self.comparisons)
