"""A new study, and how far its music is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from generators.errors import InputError
from turing.access import deed_for_researchers, for_researchers, form_for_researchers
from turing.studies import uploads
from turing.studies.forms import NewStudyForm
from turing.studies.models import Upload
from turing.survey.models import Study
from turing.survey.studies import create_study

LATEST = 5  # uploads that are listed


@form_for_researchers
def new(request: HttpRequest) -> HttpResponse:
    researcher = cast(User, request.user)
    sent = request.method == "POST"
    form = NewStudyForm(request.POST, request.FILES) if sent else NewStudyForm(initial=_as_before(request))
    if form.is_valid() and (made := _made(researcher, form)):
        return redirect(made)
    context = {"form": form, "uploads": Upload.objects.of(researcher)[:LATEST]}
    return render(request, "studies/new.html", context, status=422 if sent else 200)


def _as_before(request: HttpRequest) -> dict[str, Any]:
    """What the form said with an upload that was refused, to be sent again with a mended one."""
    key = request.GET.get("again", "")
    upload = Upload.objects.of(request.user).filter(pk=key).first() if key.isdecimal() else None
    if upload is None:
        return {}
    wanted = upload.study_wanted
    return asdict(wanted) | {"state": Study.State.OPEN if wanted.open else Study.State.DRAFT}


def _made(researcher: User, form: NewStudyForm) -> Upload | Study | None:
    """The study, or the upload that will be one; None if the form knows why not."""
    if bank := form.cleaned_data["bank"]:
        return uploads.receive(researcher, bank, form.wanted)
    try:
        return create_study(form.wanted.about(form.cleaned_data["collection"]))
    except InputError as error:
        form.add_error(None, str(error))
    return None


@for_researchers
def upload(request: HttpRequest, key: int) -> HttpResponse:
    shown = get_object_or_404(Upload.objects.of(request.user).select_related("study"), pk=key)
    return render(request, "studies/upload.html", {"upload": shown})


@deed_for_researchers
def go_on(request: HttpRequest, key: int) -> HttpResponse:
    stopped = get_object_or_404(Upload.objects.of(request.user), pk=key)
    uploads.go_on(stopped)
    return redirect(stopped)
