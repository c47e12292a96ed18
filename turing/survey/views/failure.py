"""When a form arrives without a cookie that it needs, and when a page cannot be made."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

from turing.survey import cookies
from turing.survey.acknowledgement import acknowledgement, is_script
from turing.survey.kinds.form import AnswerForm
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Study


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the cookie that shows it came from this site: an answer is kept and can be sent again."""
    slug = request.resolver_match.kwargs.get("slug", "") if request.resolver_match else ""
    if is_script(request):
        return acknowledgement(None)
    form = _answer_form(request, slug)
    if form is None:  # another form: it is filled in anew
        return render(request, "survey/csrf.html", {"has_cookies": bool(request.COOKIES)}, status=403)
    if not cookies.sitting_key(request, slug):
        return unknown_listener(request, slug)
    answer = {name: form.data.get(name, "") for name in form.fields}
    context = {"answer": answer, "in_words": form.in_words, "has_cookies": True}
    return render(request, "survey/csrf.html", context, status=403)


def _answer_form(request: HttpRequest, slug: str) -> AnswerForm | None:
    """What was sent, as an answer to a trial of the study; None if it is none."""
    study = Study.objects.filter(slug=slug).first()
    blocks = study.blocks.all() if study else ()
    forms = [
        form(request.POST, follow_ups=follow_ups)
        for block in blocks
        for form, follow_ups in kind_named(block.kind).asked(block.follow_ups)
    ]
    return next((form for form in forms if form.is_valid()), None)


def unknown_listener(request: HttpRequest, slug: str) -> HttpResponse:
    """An answer without the cookie that tells whose it is."""
    return render(request, "survey/unknown.html", {"slug": slug, "has_cookies": bool(request.COOKIES)}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours; 503 while the database is not there, as when it is being started again."""
    response = server_error(request)
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response.status_code, response["Retry-After"] = 503, "5"
    return response
