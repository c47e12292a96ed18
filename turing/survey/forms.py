"""What listeners send besides answers: consent and profile, a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from turing.survey.models import AgeGroup, Experience, Sitting
from turing.survey.sittings import KEY_LENGTH, Profile, new_key

CONSENT = "2026-11"  # version of the text in survey/start.html; change it with the text
GONE = _("These answers are not this browser’s any more. They may have been deleted already.")
EXPERIENCES = [
    (Experience.NOVICE, _("I listen to music, but play nothing.")),
    (Experience.INTERMEDIATE, _("I play an instrument or sing, or I used to.")),
    (Experience.ADVANCED, _("I have studied music formally.")),
    (Experience.EXPERT, _("I publish on music or teach it professionally.")),
]


class StartForm(forms.Form):
    """Consent and profile. Its key, signed for one study, makes a form sent twice begin one sitting."""

    agreed = forms.BooleanField(
        error_messages={"required": _("Please tick this if you agree; without it we cannot begin.")}
    )
    age_group = forms.ChoiceField(
        choices=AgeGroup.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose your age group.")},
    )
    experience = forms.ChoiceField(
        choices=EXPERIENCES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the line that fits you best.")},
    )
    country = forms.ChoiceField(choices=countries, required=False)
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, slug: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt = f"start/{slug}"
        self.initial.setdefault("key", signing.dumps(new_key(), salt=self.salt))

    def clean_key(self) -> str:
        try:
            return str(signing.loads(self.cleaned_data["key"], salt=self.salt))
        except signing.BadSignature as error:
            raise forms.ValidationError(_("This page was incomplete. Please reload it and begin again.")) from error

    @property
    def countries(self) -> list[tuple[str, str]]:
        """The choices of `country`, for the template to list: the field's own widget takes five times as long."""
        return [("", gettext("I'd rather not say")), *countries]

    @property
    def profile(self) -> Profile:
        data = self.cleaned_data
        return Profile(data["age_group"], data["experience"], data["country"], CONSENT)


class WithdrawForm(forms.Form):
    """Which of this browser's sittings to withdraw, and the code of another one, or either of the two.

    In a code spaces, dashes and capitals do not matter.
    """

    code = forms.CharField(max_length=40, required=False)

    def __init__(self, begun: Sequence[Sitting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun = begun
        self.fields["here"] = forms.MultipleChoiceField(
            choices=[(sitting.key, sitting.study.title) for sitting in begun],
            initial=[sitting.key for sitting in begun],  # all are ticked
            required=False,
            error_messages={"invalid_choice": GONE},
        )

    def clean_code(self) -> str:
        code = "".join(letter for letter in self.cleaned_data["code"].lower() if letter.isalnum())
        if code and len(code) != KEY_LENGTH:
            told = ngettext(
                "A code has %(length)d letters and digits; this one has %(typed)d.",
                "A code has %(length)d letters and digits; this one has %(typed)d.",
                KEY_LENGTH,
            )
            raise forms.ValidationError(told, params={"length": KEY_LENGTH, "typed": len(code)})
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data["here"] and not data["code"]:
            self.add_error(
                "code",
                _("Please tick a listening test or type your code.") if self.begun else _("Please type your code."),
            )
        return data

    @property
    def keys(self) -> set[str]:
        """The keys to withdraw; asked only of a valid form."""
        return {*self.cleaned_data["here"], *filter(None, [self.cleaned_data["code"]])}
