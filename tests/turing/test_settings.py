"""What follows from the few settings that are made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
client = Client(enforce_csrf_checks=True)
def status(host, **headers):
    return client.get("/about/", headers={"Host": host} | headers).status_code
print(json.dumps({
    "hosts": {host: status(host, **{"X-Forwarded-Proto": "https"}) for host in HOSTS},
    "hsts": client.get("/about/", headers={"X-Forwarded-Proto": "https"}).headers.get("Strict-Transport-Security", ""),
}))
"""
HOSTS = ["listen.example", "127.0.0.1:8000", "localhost", "[::1]:8000", "other.example", "elsewhere.example"]


def asked(folder: Path, **settings: str) -> Any:
    """What the site answers with those settings."""
    environment = {"SITE_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "turing.settings", "PATH": ""} | settings
    for command in (["manage.py", "collectstatic", "--no-input", "-v0"], ["-c", f"HOSTS = {HOSTS!r}\n{ASK}"]):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_sites_address_alone_lets_in_who_asks_for_it(tmp_path):
    told = asked(tmp_path, SITE_URL="https://listen.example")
    loopback = dict.fromkeys(["127.0.0.1:8000", "localhost", "[::1]:8000"], 200)
    assert told["hosts"] == {"listen.example": 200, **loopback, "other.example": 400, "elsewhere.example": 400}
    assert told["hsts"] == "max-age=3600"


def test_further_names_and_a_stricter_transport_are_there_for_who_asks_for_them(tmp_path):
    told = asked(
        tmp_path,
        SITE_URL="https://listen.example/",
        ALLOWED_HOSTS="other.example",
        SECURE_HSTS_SECONDS="31536000",
        SECURE_HSTS_INCLUDE_SUBDOMAINS="1",
        SECURE_HSTS_PRELOAD="1",
    )
    assert [host for host, status in told["hosts"].items() if status != 200] == ["elsewhere.example"]
    assert told["hsts"] == "max-age=31536000; includeSubDomains; preload"


def test_without_settings_the_site_is_this_machines(tmp_path):
    told = asked(tmp_path)
    assert {host for host, status in told["hosts"].items() if status == 200} == set(HOSTS[1:4])
    assert told["hsts"] == ""


@pytest.mark.parametrize("host", [None, "127.0.0.1:8000"])
def test_a_form_is_taken_behind_a_proxy_that_does_not_pass_the_name_on(tmp_path, host):
    """As nginx does unless told to: Origin is then the site's, Host its own."""
    ask = (
        "import django; django.setup()\n"
        "from django.conf import settings; from django.test import RequestFactory\n"
        "from django.middleware.csrf import CsrfViewMiddleware\n"
        "request = RequestFactory().post('/', headers={'Origin': 'https://listen.example', 'Host': HOST})\n"
        "print(CsrfViewMiddleware(lambda request: None)._origin_verified(request))\n"
    )
    environment = {"SITE_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "turing.settings", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", f"HOST = {host or 'listen.example'!r}\n{ask}"],
        cwd=ROOT, env=environment | {"SITE_URL": "https://listen.example"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "True\n", done.stderr
