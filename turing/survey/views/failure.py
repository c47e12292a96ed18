"""When a form arrives without the cookie that shows it came from this site, and when a page cannot be made."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

from turing.survey.forms import AnswerForm


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Keep a listener's answer and offer to send it again; other forms are filled in anew."""
    form = AnswerForm(request.POST)
    answer = {name: form.data.get(name, "") for name in form.fields} if form.is_valid() else {}
    return render(request, "survey/csrf.html", {"answer": answer}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours; 503 while the database is not there, as when it is being started again."""
    response = server_error(request)
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response.status_code, response["Retry-After"] = 503, "5"
    return response
