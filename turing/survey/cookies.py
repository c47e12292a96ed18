"""The signed cookie, one a study, by which a browser is known to have begun a sitting."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from turing.survey.models import Sitting, Trial
from turing.survey.querysets import TrialQuerySet

SALT = "sitting"
PREFIX = "sitting-"  # of the cookies' names; the study's slug follows
MAX_AGE = 180 * 24 * 3600  # seconds


def _name(slug: str) -> str:
    return f"{PREFIX}{slug}"


def sitting_key(request: HttpRequest, slug: str) -> str:
    """The key in the study's cookie; empty if there is none or it was tampered with."""
    return request.get_signed_cookie(_name(slug), default="", salt=SALT) or ""


def current_sitting(request: HttpRequest, slug: str) -> Sitting | None:
    """The sitting this browser began in the study of that slug."""
    key = sitting_key(request, slug)
    return Sitting.objects.of_study(slug).with_key(key).first() if key else None


def own(trials: TrialQuerySet[Trial], request: HttpRequest, slug: str) -> TrialQuerySet[Trial]:
    """Of the trials, those of that sitting; none if there is no such sitting."""
    return trials.of_sitting(slug, sitting_key(request, slug))


def is_of(request: HttpRequest, sitting: Sitting) -> bool:
    """Whether the browser is the one in which the sitting was begun."""
    return sitting_key(request, sitting.study.slug) == sitting.key


def begun_here(request: HttpRequest) -> list[Sitting]:
    """The sittings that this browser began and that are still stored, the first begun first."""
    slugs = (name.removeprefix(PREFIX) for name in request.COOKIES if name.startswith(PREFIX))
    keys = list(filter(None, (sitting_key(request, slug) for slug in slugs)))
    return list(Sitting.objects.with_keys(keys).select_related("study").order_by("started", "pk"))


def remember(response: HttpResponse, sitting: Sitting) -> None:
    response.set_signed_cookie(
        _name(sitting.study.slug),
        sitting.key,
        salt=SALT,
        max_age=MAX_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(request: HttpRequest, response: HttpResponse, keys: Collection[str]) -> None:
    """Drop the cookies that hold one of the keys."""
    for name in request.COOKIES:
        if name.startswith(PREFIX) and sitting_key(request, name.removeprefix(PREFIX)) in keys:
            response.delete_cookie(name, samesite="Lax")
