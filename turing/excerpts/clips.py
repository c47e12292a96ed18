"""A clip as an HTTP response: whole or the range a player asks for (RFC 9110, section 14), and nothing that tells more.

Safari asks for bytes 0-1 first and plays nothing that does not answer 206. Neither date, tag nor file name is sent:
they could tell the listener which file it is.
"""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse

from turing.excerpts.models import Excerpt
from turing.sound.store import site_store


def stored_clip(excerpt: Excerpt) -> bytes:
    """The excerpt's sound. Raises Http404 if the file is not there."""
    path = site_store().find(f"{excerpt.audio}.mp3")
    if path is None:
        raise Http404("This clip is not rendered here; importing its collection again renders it.")
    return path.read_bytes()


def clip_response(request: HttpRequest, sound: bytes) -> HttpResponse:
    """A sound for a GET or HEAD request: 200, 206 or 416."""
    wanted = requested_range(request.headers.get("Range", ""), len(sound))
    if wanted is None:
        response = _response(request, sound, 200)
    elif not wanted:
        response = _response(request, b"", 416)
        response["Content-Range"] = f"bytes */{len(sound)}"
    else:
        response = _response(request, sound[wanted.start : wanted.stop], 206)
        response["Content-Range"] = f"bytes {wanted[0]}-{wanted[-1]}/{len(sound)}"
    return response


def requested_range(header: str, size: int) -> range | None:
    """The bytes a Range header asks for; an empty range if there are none such, None if all of them are to be sent.

    All are sent for several ranges at once, other units and what is not a range, as the standard allows.
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.replace(" ", ""))
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _response(request: HttpRequest, body: bytes, status: int) -> HttpResponse:
    response = HttpResponse(b"" if request.method == "HEAD" else body, status=status, content_type="audio/mpeg")
    response["Content-Length"] = str(len(body))
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-store"
    return response
