"""NUL: nobody types it and PostgreSQL cannot store or look up a text that has it, so no page need look out for it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

NUL = "\0"


def refuse_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: there is no page at an address with NUL, and a query, form or cookie with it is a bad request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            raise Http404
        fields = [*request.GET.lists(), *request.POST.lists()]
        if any(NUL in text for name, values in fields for text in (name, *values)):
            raise BadRequest
        if any(NUL in value for value in request.COOKIES.values()):
            raise BadRequest
        return get_response(request)

    return middleware
