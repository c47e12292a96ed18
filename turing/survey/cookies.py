"""The signed cookie, one a study, by which a browser is known to have begun a sitting."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from turing.survey.models import Sitting

SALT = "sitting"
MAX_AGE = 180 * 24 * 3600  # seconds


def _name(slug: str) -> str:
    return f"sitting-{slug}"


def sitting_key(request: HttpRequest, slug: str) -> str:
    """The key in the study's cookie; empty if there is none or it was tampered with."""
    return request.get_signed_cookie(_name(slug), default="", salt=SALT) or ""


def current_sitting(request: HttpRequest, slug: str) -> Sitting | None:
    """The sitting this browser began in the study of that slug."""
    key = sitting_key(request, slug)
    return Sitting.objects.of_study(slug).with_key(key).first() if key else None


def any_key(request: HttpRequest) -> str:
    """The key of some sitting this browser began; empty if it began none."""
    slugs = (name.removeprefix("sitting-") for name in request.COOKIES if name.startswith("sitting-"))
    return next(filter(None, (sitting_key(request, slug) for slug in slugs)), "")


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


def forget(request: HttpRequest, response: HttpResponse, key: str) -> None:
    """Drop the cookies that hold the key."""
    for name in request.COOKIES:
        if name.startswith("sitting-") and sitting_key(request, name.removeprefix("sitting-")) == key:
            response.delete_cookie(name, samesite="Lax")
