"""Passwords tried too often: not even looked at, and nobody else is held up."""

from __future__ import annotations

import pytest
from django.contrib.auth import forms, get_user_model
from django.test import Client

from turing.dashboard.attempts import Attempts, attempts

pytestmark = pytest.mark.django_db

PASSWORD = "a long password"


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """The seconds since the site was started; a test moves them on."""
    seconds = [1000.0]
    monkeypatch.setattr(attempts, "_clock", lambda: seconds[0])
    attempts.clear()
    return seconds


@pytest.fixture
def ada(clock):
    return get_user_model().objects.create_user("ada", password=PASSWORD)


def tried(password: str = "wrong", name: str = "ada", address: str = "192.0.2.1", **headers: str):
    form = {"username": name, "password": password}
    return Client().post("/dashboard/login/", form, REMOTE_ADDR=address, headers=headers)


def test_the_sixth_password_from_an_address_is_not_looked_at(ada, monkeypatch):
    assert [tried().status_code for _ in range(5)] == [200] * 5
    monkeypatch.setattr(forms, "authenticate", lambda *arguments, **named: pytest.fail("looked at"))
    page = tried(PASSWORD)
    assert (page.status_code, page["Retry-After"]) == (429, "20")
    assert "wait\n  20 seconds" in page.text
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_after_the_time_said_the_right_password_lets_in(ada, clock):
    wait = [tried() for _ in range(6)][-1]["Retry-After"]
    clock[0] += int(wait) - 1
    assert tried(PASSWORD).status_code == 429
    clock[0] += 1
    assert tried(PASSWORD).url == "/dashboard/"


def test_another_name_each_time_gets_no_more_tries(ada):
    assert [tried(name=f"ada{number}").status_code for number in range(7)] == [200] * 5 + [429] * 2


def test_one_address_shuts_no_other_out(ada):
    for _ in range(50):
        tried(address="192.0.2.1")
    assert tried(PASSWORD, address="192.0.2.2").url == "/dashboard/"


def test_many_addresses_together_are_slowed_for_the_whole_site(ada):
    codes = [tried(address=f"192.0.2.{number}").status_code for number in range(1, 21)]
    assert codes == [200] * 10 + [429] * 10


def test_listeners_and_who_is_logged_in_are_not_held_up(ada, listener, researcher):
    for number in range(1, 21):
        tried(address=f"192.0.2.{number}")
    assert listener.get("/s/bach/trial/").status_code == 200
    assert researcher.get("/dashboard/").status_code == 200
    assert Client().get("/dashboard/login/").status_code == 200


def test_all_addresses_of_one_ipv6_network_are_one(ada):
    codes = [tried(address=f"2001:db8:1:2::{number}").status_code for number in range(1, 8)]
    assert codes == [200] * 5 + [429] * 2
    assert tried(address="2001:db8:1:3::1").status_code == 200


def test_what_a_client_says_of_its_address_is_not_believed(ada):
    codes = [tried(**{"X-Forwarded-For": f"198.51.100.{number}"}).status_code for number in range(7)]
    assert codes == [200] * 5 + [429] * 2


def test_what_the_sites_own_proxy_says_of_it_is(ada, settings):
    settings.PROXIES = 1
    for number in range(7):  # the first address is the client's own invention, the second the proxy's
        tried(address="127.0.0.1", **{"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.1"})
    assert tried(address="127.0.0.1", **{"X-Forwarded-For": "198.51.100.1"}).status_code == 429
    assert tried(address="127.0.0.1", **{"X-Forwarded-For": "198.51.100.2"}).status_code == 200
    assert tried(address="127.0.0.1", **{"X-Forwarded-For": "no address"}).status_code == 200


def test_addresses_are_forgotten_once_they_may_try_as_often_as_any():
    seconds = [0.0]
    counted = Attempts(lambda: seconds[0])
    for number in range(100):
        seconds[0] += 10
        counted.wait(f"192.0.2.{number}")
    assert len(counted._networks) <= 20 // 10
