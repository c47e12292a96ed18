"""Excerpts for researchers: sound, score and piano roll by an excerpt's id."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from evaluation.pianoroll import roll_svg
from turing.access import for_researchers
from turing.excerpts.clips import clip_response, stored_clip
from turing.excerpts.models import Excerpt
from turing.sheet.drawings import drawing_response, themed
from turing.sheet.engraving import EngravingError
from turing.sheet.pictures import stored_picture
from turing.sound.store import site_store


@for_researchers
def excerpt_audio(request: HttpRequest, pk: int) -> HttpResponse:
    return clip_response(request, stored_clip(get_object_or_404(Excerpt, pk=pk)))


@for_researchers
def excerpt_score(request: HttpRequest, pk: int) -> HttpResponse:
    """The score; the piano roll of music that has no score to be read."""
    excerpt = get_object_or_404(Excerpt.objects.with_notes(), pk=pk)
    try:
        return drawing_response(stored_picture(excerpt.music(), site_store()))
    except EngravingError as error:
        raise Http404("This score could not be engraved.") from error


@for_researchers
def excerpt_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """The piano roll; `?machine=AT` marks the voices with those initials as the machine's, as a pair's variant says."""
    excerpt = get_object_or_404(Excerpt.objects.with_notes(), pk=pk)
    music, initials = excerpt.music(), request.GET.get("machine")
    machine = None if initials is None else [voice.name for voice in music.voices if voice.name[:1] in initials]
    return drawing_response(themed(roll_svg(music, machine=machine)))
