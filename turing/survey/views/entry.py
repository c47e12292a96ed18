"""Ways in and out: splash, consent and profile, withdrawal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from turing.survey import cookies, sittings
from turing.survey.forms import StartForm, WithdrawForm
from turing.survey.kinds.registry import kind_named
from turing.survey.models import Study


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    studies = list(Study.objects.open())
    if len(studies) == 1:
        return splash(request, studies[0].slug)
    return render(request, "survey/home.html", {"studies": studies})


@require_safe
@never_cache
def splash(request: HttpRequest, slug: str) -> HttpResponse:
    study = get_object_or_404(Study.objects.public(), slug=slug)
    sitting = cookies.current_sitting(request, slug)
    context = {
        "study": study,
        "sitting": sitting,
        "minutes": sittings.expected_minutes(study),
        "invitations": [(kind_named(block.kind).template("splash"), block) for block in study.blocks.all()],
    }
    return render(request, "survey/splash.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start(request: HttpRequest, slug: str) -> HttpResponse:
    study = get_object_or_404(Study.objects.public(), slug=slug)
    if cookies.current_sitting(request, slug):
        return redirect("survey:trial", slug)
    if not study.is_open:
        return redirect("survey:splash", slug)
    form = StartForm(slug, request.POST if request.method == "POST" else None)
    if form.is_valid():
        response = redirect("survey:trial", slug)
        cookies.remember(response, sittings.begin(study, form.cleaned_data["key"], form.profile))
        return response
    return render(request, "survey/start.html", {"study": study, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request: HttpRequest) -> HttpResponse:
    """Name what this browser stands for; delete what is chosen of it; name what was deleted and what is left."""
    begun = cookies.begun_here(request)
    form = WithdrawForm(begun, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            deleted = sittings.withdraw(form.keys)
        except sittings.UnknownKeyError:
            form.add_error("code", _("No answers are stored under this code. They may have been deleted already."))
        else:
            left = [sitting for sitting in begun if sitting.key not in form.keys]
            response = render(request, "survey/withdrawn.html", {"deleted": deleted, "left": left})
            cookies.forget(request, response, form.keys)
            return response
    return render(request, "survey/withdraw.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "survey/about.html")
