"""What becomes of a study: one page with all that can be done, each a form that goes to an address of its own."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from generators.errors import InputError
from turing.access import deed_for_researchers, for_researchers
from turing.studies import editing
from turing.studies.forms import AddressForm, StateForm, SureForm, WordsForm
from turing.survey import cookies
from turing.survey.models import Answer, Study
from turing.survey.studies import set_state

OWN_SITTING = "This browser has begun the study as a listener: look at it in a private window, or withdraw there first."


@for_researchers
def study(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, get_object_or_404(Study, slug=slug))


@deed_for_researchers
def words(request: HttpRequest, slug: str) -> HttpResponse:
    changed = get_object_or_404(Study, slug=slug)
    form = WordsForm(changed, request.POST)
    if form.is_valid():
        try:
            editing.reword(changed, form.cleaned_data["title"], form.questions)
            return redirect("studies:study", slug)
        except InputError as error:
            form.add_error(None, str(error))
    return _page(request, changed, words=form)


@deed_for_researchers
def state(request: HttpRequest, slug: str) -> HttpResponse:
    changed = get_object_or_404(Study, slug=slug)
    form = StateForm(request.POST)
    if form.is_valid():
        set_state(slug, form.cleaned_data["state"])
        return redirect("studies:study", slug)
    return _page(request, changed, state=form)


@deed_for_researchers
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    seen = get_object_or_404(Study, slug=slug)
    before = cookies.current_sitting(request, slug)
    if before and not before.preview:
        return _page(request, seen, refusal=OWN_SITTING)
    response = redirect("survey:trial", slug)
    cookies.remember(response, editing.look_at(seen, before))
    return response


@deed_for_researchers
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    copied = get_object_or_404(Study, slug=slug)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            return redirect("studies:study", editing.duplicate(copied, form.cleaned_data["slug"]).slug)
        except InputError as error:
            form.add_error("slug", str(error))
    return _page(request, copied, copy=form)


@deed_for_researchers
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    deleted = get_object_or_404(Study, slug=slug)
    form = SureForm(request.POST)
    if form.is_valid():
        try:
            editing.delete(deleted)
            return redirect("dashboard:studies")
        except InputError as error:
            form.add_error(None, str(error))
    return _page(request, deleted, delete=form)


def _page(request: HttpRequest, shown: Study, refusal: str = "", **sent: forms.Form) -> HttpResponse:
    """The page; what was sent and cannot be done is said in its place."""
    context = {
        "study": shown,
        "answered": Answer.objects.in_study(shown).exists(),
        "words": WordsForm(shown),
        "copy": AddressForm(),
        "refusal": refusal,
        **sent,
    }
    return render(request, "studies/study.html", context, status=422 if sent or refusal else 200)
