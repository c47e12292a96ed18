"""What the trial page's script is told of an answer it sent.

A redirect will not do: the sign-in page of a Wi-Fi redirects as well, and a script cannot look into either. So the
reply names the answered trial by the random name of its first clip, which only the page and this site know.
"""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from turing.survey.models import Trial


def is_script(request: HttpRequest) -> bool:
    """Whether the form was sent by the page's script, which asks for JSON, and not by the browser itself."""
    return not request.accepts("text/html")


def acknowledgement(answered: Trial | None) -> JsonResponse:
    """200 with the name of the trial whose answer is stored, sent now or before; 422 with null if none is."""
    name = answered.token if answered else ""
    return JsonResponse({"stored": name or None}, status=200 if name else 422)
