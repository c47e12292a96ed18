"""The question itself: clips and an answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
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
from turing.survey.page import trial_page
from turing.survey.views.failure import unknown_listener

# Built once: to build a query takes Django longer than it takes a database to answer it.
ASKED = Trial.objects.unanswered().with_studies()
JUDGED = ASKED.with_excerpts()


class SeeOther(HttpResponseRedirect):
    """After a form was taken in: the browser gets the next page, and a reload sends nothing twice."""

    status_code = 303


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    if request.method == "POST":
        return _answer(request, slug)
    current = cookies.own(ASKED, request, slug).first()
    tokens = current.clips.tokens() if current else {}
    if current is None or not tokens:  # withdrawn this very moment
        return _elsewhere(request, slug)
    if request.method == "GET":
        sittings.mark_shown(current)
    return HttpResponse(trial_page(current, tokens, get_token(request)))


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """Where to go on without a trial to answer: at the end, or at the beginning for who has begun nothing."""
    if cookies.current_sitting(request, slug):
        return SeeOther(reverse("survey:result", args=[slug]))
    return redirect("survey:splash", slug)


def _answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an answer in: the page's script is told whether it is stored, a browser without it what to show next."""
    current = cookies.own(JUDGED, request, slug).first()
    form = _form(request, current) if current else None
    stored = current if current and form and _store(current, form) else None
    if is_script(request):
        return acknowledgement(stored or _answered_before(request, slug))
    if current and form and form.errors:
        return HttpResponse(trial_page(current, current.clips.tokens(), get_token(request), form), status=422)
    if current is None and cookies.current_sitting(request, slug) is None:
        return unknown_listener(request, slug)
    return SeeOther(reverse("survey:trial" if current else "survey:result", args=[slug]))


def _form(request: HttpRequest, current: Trial) -> AnswerForm | None:
    """What was sent, if it is for the current trial at its current step: a form for another one changes nothing."""
    if current.shown is None or _place(request) != (str(current.position), current.step):
        return None
    labels = [clip.label for clip in current.clips.all()]
    form, follow_ups = kind_named(current.kind).asked(current.block.follow_ups)[current.step]
    return form(request.POST, labels=labels, follow_ups=follow_ups)


def _place(request: HttpRequest) -> tuple[str | None, int]:
    """The position and the step that a form says it is for."""
    step = request.POST.get("step", "")
    return request.POST.get("position"), int(step) if step.isdecimal() else 0


def _store(current: Trial, form: AnswerForm) -> bool:
    """Store the answer, or a step of it, if its clips were heard, which the first step says for all.

    Otherwise the form knows what is for the listener to mend.
    """
    if not form.is_valid():
        return False
    log, seconds = form.cleaned_data["playback"], sittings.elapsed(current)
    kind = kind_named(current.kind)
    if not current.step and not all_heard(current, log, seconds):
        form.add_error(None, gettext(kind.not_heard))
        return False
    if current.step < len(kind.forms) - 1:
        return sittings.record_step(current, form.said, log, seconds)
    return sittings.record_answer(current, form.said, log, seconds) is not None


def _answered_before(request: HttpRequest, slug: str) -> Trial | None:
    """The trial that the form is for, if that step of it was answered."""
    position, step = _place(request)
    answered = cookies.own(Trial.objects.past(step).with_clips(), request, slug)
    return next((trial for trial in answered if str(trial.position) == position), None)


@require_safe
def clip(request: HttpRequest, token: str) -> HttpResponse:
    """The sound of a trial's clip, for the listener who has reached that trial."""
    heard = get_object_or_404(TrialClip.objects.with_token(token).with_excerpts())
    if not cookies.is_of(request, heard.trial.sitting) or not heard.trial.is_reached:
        raise Http404
    return clip_response(request, stamped(stored_clip(heard.excerpt), token))
