"""What a researcher says of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator

from evaluation.answers.kinds import DISCRIMINATION, KINDS
from turing.excerpts.models import Item
from turing.studies.wanted import Wanted
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Block, Study
from turing.survey.studies import MOST_TRIALS, RESERVED

LONGEST_SITTING = 100  # trials


def _length(model: type[Study] | type[Block], field: str) -> int | None:
    return getattr(model._meta.get_field(field), "max_length", None)


class NewStudyForm(forms.Form):
    """A study of one kind of trial, about music that is sent with it or is there already."""

    title = forms.CharField(
        max_length=_length(Study, "title"),
        required=False,
        help_text="On the first page that listeners see. Left empty, it is the first line of the kind of trial below.",
    )
    slug = forms.SlugField(
        label="Address",
        max_length=_length(Study, "slug"),
        validators=[RegexValidator(r"^\w", "It must begin with a letter or a digit.")],
        help_text="Letters, digits, “-” and “_”: listeners find the study at /s/ADDRESS/.",
    )
    kind = forms.ChoiceField(label="Kind of trial", widget=forms.RadioSelect)
    question = forms.CharField(
        max_length=_length(Block, "question"),
        required=False,
        help_text="Asked in every trial. Left empty, it is the one in the kind of trial above.",
    )
    bank = forms.FileField(label="A zip of recordings, MIDI or MusicXML", required=False)
    collection = forms.ChoiceField(label="Or music that is here already", required=False)
    trials = forms.IntegerField(
        label="Trials of a sitting",
        min_value=1,
        max_value=LONGEST_SITTING,
        required=False,
        help_text=f"Each is about another tune. Left empty, there are {MOST_TRIALS}, or as many as there are tunes.",
    )
    state = forms.ChoiceField(
        label="When it is made",
        choices=[
            (Study.State.DRAFT, "Keep it as a draft: nobody but researchers sees it"),
            (Study.State.OPEN, "Open it to listeners at once"),
        ],
        initial=Study.State.DRAFT,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", [(kind.name, f"{kind.title} ({kind.question})") for kind in map(kind_named, KINDS)])
        self.fields["kind"].initial = DISCRIMINATION
        self._offer("collection", [("", "—"), *((name, name) for name in Item.objects.collections())])
        self.fields["bank"].help_text = f"At most {settings.UPLOADS[1] / 1e6:,.0f} MB."
        self.fields["bank"].widget.attrs["accept"] = ".zip"

    def _offer(self, field: str, choices: Sequence[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[field]).choices = choices

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in RESERVED or Study.objects.filter(slug=slug).exists():
            raise forms.ValidationError(f"There is another page at {slug!r}. Please choose another address.")
        return slug

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("bank")) == bool(data.get("collection")) and "bank" not in self.errors:
            self.add_error("bank", "Please choose one: a zip, or music that is here already.")
        slug = data.get("slug", "")
        if data.get("bank") and Item.objects.of(slug).exists():
            self.add_error("slug", f"There is music by the name {slug!r} already, which would be mixed with this.")
        return data

    @property
    def wanted(self) -> Wanted:
        """Asked only of a valid form."""
        data = self.cleaned_data
        return Wanted(
            data["slug"],
            data["title"],
            data["kind"],
            data["question"],
            data["trials"],
            open=data["state"] == Study.State.OPEN,
        )


class WordsForm(forms.Form):
    """The words of a study: its title, and the question of each of its blocks."""

    title = forms.CharField(max_length=_length(Study, "title"))

    def __init__(self, study: Study, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, initial={"title": study.title})
        self.blocks = list(study.blocks.all())
        for block in self.blocks:
            self.fields[f"question-{block.position}"] = forms.CharField(
                max_length=_length(Block, "question"),
                initial=block.question,
                label=f"Question, {kind_named(block.kind).title}" if len(self.blocks) > 1 else "Question",
            )

    @property
    def questions(self) -> dict[int, str]:
        """By the blocks' primary keys; asked only of a valid form."""
        return {block.pk: self.cleaned_data[f"question-{block.position}"] for block in self.blocks}


class AddressForm(forms.Form):
    """Where a copy of a study is to be."""

    slug = forms.SlugField(label="Address of the copy", max_length=_length(Study, "slug"))


class SureForm(forms.Form):
    """Said before something that listeners notice, or that cannot be taken back."""

    sure = forms.BooleanField(error_messages={"required": "Please tick this if it is meant."})


class StateForm(SureForm):
    state = forms.ChoiceField(choices=[(Study.State.OPEN, "open"), (Study.State.CLOSED, "closed")])
