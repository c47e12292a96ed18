"""What the trial page's script is told of an answer it sent.

A redirect will not do: the sign-in page of a Wi-Fi redirects as well, and a script cannot look into either. So the
reply names the answered trial by the random name of its first clip, which only the page and this site know.
"""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from turing.survey.models import Sitting, TrialClip


def is_script(request: HttpRequest) -> bool:
    """Whether the form was sent by the page's script, which asks for JSON, and not by the browser itself."""
    return not request.accepts("text/html")


def acknowledgement(sitting: Sitting | None, position: str | None) -> JsonResponse:
    """200 with the name if the sitting's trial of that position has an answer, sent now or before; 422 with null."""
    answered = TrialClip.objects.of_answers(sitting) if sitting else ()
    name = next((clip.token for clip in answered if str(clip.trial.position) == position), None)
    return JsonResponse({"stored": name}, status=200 if name else 422)
