"""Who may see what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def for_researchers(view: View) -> View:
    """A page only to be read, only by who is logged in, and not kept by the browser for after they log out."""
    return require_safe(_only_researchers(view))


def form_for_researchers(view: View) -> View:
    """A page with a form that comes back to it, for the same."""
    return require_http_methods(["GET", "HEAD", "POST"])(_only_researchers(view))


def deed_for_researchers(view: View) -> View:
    """Something done at once, from a button of another page, for the same."""
    return require_POST(_only_researchers(view))


def _only_researchers(view: View) -> View:
    return cache_control(no_store=True)(login_required(view))
