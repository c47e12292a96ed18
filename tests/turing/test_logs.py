"""What an error leaves in the log: where it happened, and nobody's data."""

from __future__ import annotations

import io
import logging

import pytest
from django.db import IntegrityError
from django.test import Client

from turing.logs import ImpersonalFormatter
from turing.survey import sittings

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(settings) -> io.StringIO:
    """What goes to stderr."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(ImpersonalFormatter())
    handler.setLevel(settings.LOGGING["handlers"]["stderr"]["level"])
    logging.getLogger("django").addHandler(handler)
    yield written
    logging.getLogger("django").removeHandler(handler)


def fails_with(error: Exception):
    def fail(*arguments, **named):
        raise error

    return fail


def test_an_error_is_logged_with_its_traceback(listener, monkeypatch, log):
    listener.raise_request_exception = False
    monkeypatch.setattr(sittings, "mark_shown", fails_with(ValueError("a clear word")))
    assert listener.get("/s/bach/trial/").status_code == 500
    assert "ERROR django.request: GET /s/<slug:slug>/trial/: 500" in log.getvalue()
    assert "in fail" in log.getvalue()
    assert "ValueError: a clear word" in log.getvalue()


def test_an_error_that_came_of_another_is_logged_with_it(listener, monkeypatch, log):
    def fail(*arguments):
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ValueError("second") from error

    listener.raise_request_exception = False
    monkeypatch.setattr(sittings, "mark_shown", fail)
    listener.get("/s/bach/trial/")
    assert log.getvalue().index("KeyError: 'first'") < log.getvalue().index("ValueError: second")


def test_nothing_that_a_listener_sent_is_logged(listener, sitting, monkeypatch, log):
    secrets = [sitting.key, listener.cookies["sitting-bach"].value, "my-password", "192.0.2.7", "Firefox", "me@home"]
    telling = ValueError(" ".join([*secrets, "and no more"]))
    monkeypatch.setattr(sittings, "withdraw", fails_with(telling))
    listener.raise_request_exception = False
    page = listener.post(
        "/withdraw/?from=me@home",
        {"code": sitting.key, "password": "my-password"},
        REMOTE_ADDR="192.0.2.7", headers={"User-Agent": "Firefox"},
    )  # fmt: skip
    assert page.status_code == 500
    assert not [secret for secret in secrets if secret in log.getvalue()]
    assert "and no more" in log.getvalue()


def test_a_name_in_an_address_is_not_logged(stranger, monkeypatch, log):
    stranger.raise_request_exception = False
    monkeypatch.setattr("turing.survey.views.result.get_object_or_404", fails_with(ValueError("no k3ysOfMine here")))
    stranger.get("/r/k3ysOfMine/")
    assert "GET /r/<str:share>/: 500" in log.getvalue()
    assert "ValueError: no … here" in log.getvalue()


def test_a_databases_word_on_the_row_itself_is_not_logged(listener, monkeypatch, log):
    error = IntegrityError("a value breaks a rule\nDETAIL: Failing row contains (26to45, expert, NL)")
    listener.raise_request_exception = False
    monkeypatch.setattr(sittings, "mark_shown", fails_with(error))
    listener.get("/s/bach/trial/")
    assert "IntegrityError: a value breaks a rule" in log.getvalue()
    assert "NL" not in log.getvalue()


def test_a_strangers_mistake_is_no_error_of_ours(stranger, log):
    assert stranger.get("/nowhere/").status_code == 404
    assert stranger.post("/about/").status_code == 405
    assert log.getvalue() == ""


def test_a_host_that_is_not_the_sites_is_a_line(log):
    assert Client().get("/about/", headers={"Host": "elsewhere.example"}).status_code == 400
    assert log.getvalue().count("\n") == 1
    assert "elsewhere.example" in log.getvalue()
    assert "ALLOWED_HOSTS" in log.getvalue()
