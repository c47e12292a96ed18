"""The end: the score, who wrote what, and a link to share the score."""

from __future__ import annotations

from itertools import chain, repeat

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from turing.sheet.drawings import drawing_response
from turing.sheet.engraving import EngravingError
from turing.sheet.pictures import stored_picture
from turing.sound.store import site_store
from turing.survey import cookies
from turing.survey.kinds.kind import Kind
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Listener, Sitting, Trial, TrialClip
from turing.survey.preview import preview_png


@require_safe
@never_cache
def result(request: HttpRequest, slug: str) -> HttpResponse:
    sitting = cookies.current_sitting(request, slug)
    if sitting is None:
        return redirect("survey:splash", slug)
    if sitting.finished is None:
        return redirect("survey:trial", slug)
    kinds = map(kind_named, sitting.study.kinds)
    try:
        summaries = [_summary(kind, sitting, level) for kind, level in zip(kinds, chain([1], repeat(2)), strict=False)]
    except Listener.DoesNotExist:  # withdrawn this very moment
        return redirect("survey:splash", slug)
    context = {
        "study": sitting.study,
        "sitting": sitting,
        "summaries": summaries,
        "trials": [_revealed(trial) for trial in sitting.trials.with_answers()],
        "link": _public(request, "survey:shared", sitting),
    }
    return render(request, "survey/result.html", context)


def _summary(kind: Kind, sitting: Sitting, level: int) -> str:
    """What a kind says of the sitting, under a heading of that level."""
    return render_to_string(kind.template("summary"), {**kind.summary(sitting), "level": level})


def _revealed(trial: Trial) -> tuple[str, object]:
    """The template, and what it shows of an answered trial."""
    kind = kind_named(trial.kind)
    return kind.template("reveal"), kind.revealed(trial)


def _first_kind(sitting: Sitting) -> Kind:
    """The kind whose result is shared."""
    return kind_named(sitting.study.kinds[0])


@require_safe
@cache_control(private=True, max_age=3600)
def score(request: HttpRequest, token: str) -> HttpResponse:
    """The score, or the piano roll, of a clip that this listener has answered."""
    heard = get_object_or_404(TrialClip.objects.answered().with_token(token).with_pieces())
    if not cookies.is_of(request, heard.trial.sitting):
        raise Http404
    try:
        return drawing_response(stored_picture(heard.excerpt.music(), site_store()))
    except EngravingError as error:
        raise Http404("This score could not be engraved.") from error


@require_safe
def shared(request: HttpRequest, share: str) -> HttpResponse:
    sitting = get_object_or_404(Sitting.objects.finished().shared_as(share))
    kind = _first_kind(sitting)
    context = {
        "study": sitting.study,
        "shared": kind.shared(sitting),
        "sentence": kind.template("shared"),
        "link": _public(request, "survey:shared", sitting),
        "image": _public(request, "survey:preview", sitting),
    }
    return render(request, "survey/shared.html", context)


@require_safe
@cache_control(public=True, max_age=86_400)
def preview(request: HttpRequest, share: str) -> HttpResponse:
    sitting = get_object_or_404(Sitting.objects.finished().shared_as(share))
    image = preview_png(sitting.study.title, _first_kind(sitting).shared(sitting))
    return HttpResponse(image, content_type="image/png")


def _public(request: HttpRequest, page: str, sitting: Sitting) -> str:
    """The address of a page about a sitting, to be passed on to others."""
    return (settings.PUBLIC_URL or request.build_absolute_uri("/")[:-1]) + reverse(page, args=[sitting.share])
