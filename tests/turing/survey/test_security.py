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


def test_behind_a_proxy_that_ends_tls_a_page_is_served_and_not_redirected(tmp_path):
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "host = {'HTTP_HOST': 'listen.example'}\n"
        "print(Client().get('/about/', **host).status_code)\n"
        "print(Client().get('/about/', HTTP_X_FORWARDED_PROTO='https', **host).status_code)\n"
    )
    https = {"SITE_URL": "https://listen.example", "ALLOWED_HOSTS": "listen.example", "DEBUG": "1"}
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/proxy.sqlite3", "DJANGO_SETTINGS_MODULE": "turing.settings"}
    static = {"SITE_VAR": str(tmp_path)}
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    environment = os.environ | https | database | static
    subprocess.run(collect, cwd=settings.ROOT, env=environment, check=True)
    asked = [sys.executable, "-c", script]
    done = subprocess.run(asked, cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["301", "200"], done.stderr


def test_no_table_has_a_place_for_an_address_or_a_browser():
    fields = {field.name for model in apps.get_app_config("survey").get_models() for field in model._meta.get_fields()}
    assert not {
        name for name in fields if {"ip", "address", "agent", "browser", "name", "mail", "email"} & set(name.split("_"))
    }


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
