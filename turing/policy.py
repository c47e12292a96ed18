"""The policy by which a browser loads nothing for a page but from this site, and runs no script written into it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def send_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what has no policy of its own goes with settings.CONTENT_SECURITY_POLICY, written once."""
    policy = "; ".join(f"{directive} {sources}" for directive, sources in settings.CONTENT_SECURITY_POLICY.items())

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not (settings.DEBUG and response.status_code in (404, 500)):  # Django's own pages then, with styles in them
            response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware
