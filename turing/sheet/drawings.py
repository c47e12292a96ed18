"""Scores and piano rolls as files of their own: following the reader's light or dark preference, and sent over HTTP."""

from __future__ import annotations

from django.http import HttpResponse

STYLE = "<style>:root{color:#22201c;fill:currentColor}@media(prefers-color-scheme:dark){:root{color:#f0eadd}}</style>"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # a drawing styles itself and loads nothing


def themed(svg: str) -> str:
    """The drawing for an <img>, its `currentColor` set to the site's ink, light or dark."""
    root, rest = svg.split(">", 1)
    return f"{root}>{STYLE}{rest}"


def drawing_response(svg: str) -> HttpResponse:
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Content-Security-Policy"] = POLICY
    return response
