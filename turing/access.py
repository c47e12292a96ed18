"""Who may see what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def for_researchers(view: View) -> View:
    """A page only to be read, only by who is logged in, and not kept by the browser for after they log out."""
    return require_safe(cache_control(no_store=True)(login_required(view)))
