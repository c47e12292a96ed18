"""The researchers' entrance."""

from __future__ import annotations

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from turing.addresses import network
from turing.dashboard.attempts import attempts

_login = LoginView.as_view(template_name="dashboard/login.html", redirect_authenticated_user=True)


@never_cache
def login(request: HttpRequest) -> HttpResponseBase:
    """Check a name and password, unless too many were tried: then not even look at them."""
    wait = attempts.wait(network(request)) if request.method == "POST" else 0
    if wait:
        response = render(request, "dashboard/too_many.html", {"wait": wait}, status=429)
        response["Retry-After"] = str(wait)
        return response
    return _login(request)
