"""When a form arrives without the cookie that shows it came from this site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from turing.survey.forms import AnswerForm


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Keep a listener's answer and offer to send it again; other forms are filled in anew."""
    form = AnswerForm(request.POST)
    answer = {name: form.data.get(name, "") for name in form.fields} if form.is_valid() else {}
    return render(request, "survey/csrf.html", {"answer": answer}, status=403)
