"""A researcher's browser."""

from __future__ import annotations

from tests.whole.client import Client
from tests.whole.server import Site

PASSWORD = "planted, not grown"
RESEARCHER = (
    "from django.contrib.auth import get_user_model; "
    "user, _ = get_user_model().objects.get_or_create(username='researcher'); "
    f"user.set_password('{PASSWORD}'); user.save()"
)


def logged_in(site: Site) -> Client:
    """A browser that is let in at the dashboard."""
    site.manage("shell", "-c", RESEARCHER)
    client = Client(site.port)
    page = client.get("/dashboard/login/")
    entered = client.post(page.path, page.form | {"username": "researcher", "password": PASSWORD})
    assert entered.status == 302, entered.body
    return client
