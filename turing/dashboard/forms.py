"""What a researcher asks to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from turing.survey.kinds.kind import Kind
from turing.survey.kinds.registry import kind_named

PEOPLE, SIMULATED = "people", "simulated"
LISTENERS = [(PEOPLE, "People"), (SIMULATED, "Simulated listeners")]


class ShowForm(forms.Form):
    """Which kind of a study's trials to show, whose answers, and what beside them. What is no choice is not said."""

    listeners = forms.ChoiceField(choices=LISTENERS, required=False, label="Answers of")

    def __init__(self, data: Mapping[str, str], kinds: Sequence[str]) -> None:
        super().__init__(data)
        self.kinds = kinds
        self.kind: Kind = kind_named(data["kind"] if data.get("kind") in kinds else kinds[0])
        if len(kinds) > 1:
            choices = [(name, kind_named(name).items_title) for name in kinds]
            self.fields["kind"] = forms.ChoiceField(choices=choices, required=False, label="Trials of")
        if self.kind.comparisons:
            self.fields["compare"] = forms.ChoiceField(
                choices=[("", "Nothing"), *self.kind.comparisons.items()], required=False, label="Beside them"
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
        said = {"kind": self.kind.name, "listeners": listeners, "compare": self.comparison}
        return ShowForm(said, self.kinds)
