"""The question itself: clips and an answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from turing.excerpts.clips import clip_response, stored_clip
from turing.sound.stamps import stamped
from turing.survey import cookies, sittings
from turing.survey.acknowledgement import acknowledgement, is_script
from turing.survey.heard import all_heard
from turing.survey.kinds.form import AnswerForm
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Trial, TrialClip
from turing.survey.views.failure import unknown_listener


class SeeOther(HttpResponseRedirect):
    """After a form was taken in: the browser gets the next page, and a reload sends nothing twice."""

    status_code = 303


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    if request.method == "POST":
        return _answer(request, slug)
    sitting = cookies.current_sitting(request, slug)
    if sitting is None:
        return redirect("survey:splash", slug)
    current = sitting.trials.with_clips().current()
    if current is None:
        return SeeOther(reverse("survey:result", args=[slug]))
    if request.method == "GET":
        sittings.mark_shown(current)
    return _page(request, current)


def _answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an answer in: the page's script is told whether it is stored, a browser without it what to show next."""
    sitting = cookies.current_sitting(request, slug)
    current = sitting.trials.with_excerpts().current() if sitting else None
    refused = _take(request, current) if current else None
    if is_script(request):
        return acknowledgement(sitting, request.POST.get("position"))
    if sitting is None:
        return unknown_listener(request, slug)
    if current and refused:
        return _page(request, current, refused, status=422)
    return SeeOther(reverse("survey:trial" if current else "survey:result", args=[slug]))


def _take(request: HttpRequest, current: Trial) -> AnswerForm | None:
    """Store the answer if it is for the current trial and its clips were heard; another form changes nothing.

    The form, with what is wrong with it, if that is for the listener to mend.
    """
    kind = kind_named(current.kind)
    form = kind.form(request.POST, labels=[clip.label for clip in current.clips.all()])
    if current.shown is None or request.POST.get("position") != str(current.position):
        return None
    if form.is_valid():
        log, seconds = form.cleaned_data["playback"], sittings.elapsed(current)
        if all_heard(current, log, seconds):
            sittings.record_answer(current, form.said, log, seconds)
            return None
        form.add_error(None, gettext(kind.not_heard))
    return form


def _page(request: HttpRequest, current: Trial, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    study = current.sitting.study
    context = {"trial": current, "study": study, "form": form, "total": len(study.plan)}
    return render(request, kind_named(current.kind).template("trial"), context, status=status)


@require_safe
def clip(request: HttpRequest, token: str) -> HttpResponse:
    """The sound of a trial's clip, for the listener who has reached that trial."""
    heard = get_object_or_404(TrialClip.objects.with_token(token).with_excerpts())
    if not cookies.is_of(request, heard.trial.sitting) or not heard.trial.is_reached:
        raise Http404
    return clip_response(request, stamped(stored_clip(heard.excerpt), token))
