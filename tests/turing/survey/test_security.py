"""What the site sends and keeps, besides its pages."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings


def test_the_https_settings_pass_djangos_deployment_check(tmp_path):
    https = {"SITE_URL": "https://listen.example", "SECRET_KEY": "a long key of many letters, " * 3, "DEBUG": "0"}
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/check.sqlite3"}
    check = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(check, cwd=settings.ROOT, env=os.environ | https | database, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_table_has_a_place_for_an_address_or_a_browser():
    fields = {field.name for model in apps.get_app_config("survey").get_models() for field in model._meta.get_fields()}
    assert not {name for name in fields if any(word in name for word in ("ip", "address", "agent", "name", "mail"))}


@pytest.mark.django_db
def test_pages_carry_no_inline_script_or_style(listener, finished, stranger):
    for client, path in [
        (stranger, "/"),
        (listener, "/s/bach/result/"),
        (stranger, "/about/"),
        (listener, "/withdraw/"),
    ]:
        page = client.get(path)
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert "style=" not in page.text
        assert "<style" not in page.text
        assert "onclick" not in page.text
