"""Requests that a browser, a player, a proxy or nobody of good will sends, to a real server."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection

import pytest

from tests.whole.bots import begin, receive
from tests.whole.client import Client
from tests.whole.researcher import logged_in
from tests.whole.server import WAIT, Site
from turing.front import PATIENCE

STALLED = 20
HOST = "Host: 127.0.0.1\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


def opened(site: Site, request: str) -> socket.socket:
    """A connection on which so much was sent."""
    connection = socket.create_connection(("127.0.0.1", site.port), timeout=WAIT)
    connection.sendall(request.encode("latin-1"))
    return connection


def answered(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    with closing(connection):
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def stalled(site: Site) -> socket.socket:
    return opened(site, f"POST /s/demo/start/ HTTP/1.1\r\n{HOST}{FORM}Content-Length: 500\r\n\r\nagreed=on")


@pytest.fixture
def said(site: Site) -> Callable[[], str]:
    """What the server has logged since the test began."""
    before = len(site.log)
    return lambda: site.log[before:]


@pytest.fixture
def listener(site: Site) -> Iterator[Client]:
    """A browser at its first trial."""
    client = Client(site.port)
    begin(client, "demo", "novice")
    yield client
    client.close()


@pytest.mark.slow
def test_beside_clients_that_never_send_what_they_announced_everybody_is_served(site, said):
    with ExitStack() as held:
        waiting = [held.enter_context(closing(stalled(site))) for _ in range(STALLED)]
        with ThreadPoolExecutor(5) as pool:  # each a form, pages and clips
            trials = pool.map(lambda number: begin(Client(site.port), "demo", "novice").path, range(5))
            assert list(trials) == ["/s/demo/trial/"] * 5
        replies = [answered(connection) for connection in waiting]
    assert {reply.split(b"\r\n")[0] for reply in replies} == {b"HTTP/1.1 408 Request Timeout"}
    assert all(b"connection: close" in reply for reply in replies)
    assert PATIENCE <= 15
    assert said() == ""


def test_a_body_over_the_limit_is_refused_before_it_is_sent(site):
    reply = answered(opened(site, f"POST /withdraw/ HTTP/1.1\r\n{HOST}{FORM}Content-Length: 300000\r\n\r\ncode="))
    assert reply.startswith(b"HTTP/1.1 413 ")


def test_so_is_one_whose_length_nobody_said(site):
    head = f"POST /withdraw/ HTTP/1.1\r\n{HOST}{FORM}Transfer-Encoding: chunked\r\n\r\n"
    chunk = "fff0\r\n" + "x" * 0xFFF0 + "\r\n"
    assert answered(opened(site, head + 5 * chunk)).startswith(b"HTTP/1.1 413 ")


def test_headers_without_end_are_refused(site):
    lines = "".join(f"X-{number}: {'a' * 9000}\r\n" for number in range(20))
    assert answered(opened(site, f"GET / HTTP/1.1\r\n{HOST}{lines}")).startswith(b"HTTP/1.1 431 ")


def test_a_form_in_chunks_is_taken(site):
    body = "code=abc"
    chunks = "".join(f"1\r\n{letter}\r\n" for letter in body) + "0\r\n\r\n"
    token = "a" * 32
    head = f"POST /withdraw/ HTTP/1.1\r\n{HOST}{FORM}Cookie: csrftoken={token}\r\nX-CSRFToken: {token}\r\n"
    reply = answered(opened(site, f"{head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunks}"))
    assert reply.startswith(b"HTTP/1.1 422 ")
    assert b"this one has 3" in reply


def test_a_form_that_broke_off_changes_nothing(site, listener, said):
    page = listener.get("/s/demo/trial/")
    cookies = "; ".join(f"{name}={value}" for name, value in listener.cookies.items())
    sent = f"csrfmiddlewaretoken={page.form['csrfmiddlewaretoken']}&agreed=on"
    opened(
        site,
        f"POST /withdraw/ HTTP/1.1\r\n{HOST}{FORM}Cookie: {cookies}\r\nContent-Length: {len(sent) + 40}\r\n\r\n{sent}",
    ).close()
    assert listener.get("/s/demo/trial/").status == 200
    assert said() == ""


def test_one_connection_serves_many_requests_also_after_a_form(site):
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=WAIT)) as connection:
        connection.connect()
        used = connection.sock
        for method, path, body, status in (
            ("GET", "/about/", None, 200),
            ("HEAD", "/about/", None, 200),
            ("POST", "/withdraw/", "code=abc", 403),
            ("GET", "/nowhere/", None, 404),
            ("GET", "/about/", None, 200),
        ):
            connection.request(method, path, body)
            reply = connection.getresponse()
            assert (reply.status, connection.sock is used) == (status, True)
            assert bool(reply.read()) == (method != "HEAD")


def test_a_clip_comes_whole_in_part_and_as_headers_alone(site, listener):
    trial = receive(listener, listener.get("/s/demo/trial/"))
    sound, address = trial.clips[0].body, trial.clips[0].path
    cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in listener.cookies.items())}
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=WAIT)) as connection:
        for method, headers, status, body in (
            ("GET", {"Range": "bytes=0-1"}, 206, sound[:2]),  # Safari's probe
            ("GET", {"Range": "bytes=1000-"}, 206, sound[1000:]),
            ("GET", {"Range": f"bytes={len(sound)}-"}, 416, b""),
            ("HEAD", {}, 200, b""),
            ("GET", {}, 200, sound),
        ):
            connection.request(method, address, headers=cookies | headers)
            reply = connection.getresponse()
            assert (reply.status, reply.read()) == (status, body)
        connection.request("HEAD", address, headers=cookies)
        assert connection.getresponse().headers["Content-Length"] == str(len(sound))


def test_ones_place_is_found_among_many_cookies_and_letters_of_other_sites(site, listener):
    foreign = {f"other{number}": "x" * 200 for number in range(60)} | {"name": "Dvořák".encode().decode("latin-1")}
    listener.cookies = foreign | listener.cookies
    assert listener.get("/s/demo/trial/").status == 200
    pairs = "".join(f"Cookie: {name}={value}\r\n" for name, value in listener.cookies.items() if name not in foreign)
    asked = f"GET /s/demo/trial/ HTTP/1.1\r\n{HOST}Cookie: other=1\r\n{pairs}Connection: close\r\n\r\n"
    assert answered(opened(site, asked)).startswith(b"HTTP/1.1 200 ")


def test_a_client_that_leaves_is_nothing_to_log(site, listener, said):
    trial = receive(listener, listener.get("/s/demo/trial/"))
    cookies = "; ".join(f"{name}={value}" for name, value in listener.cookies.items())
    researcher = logged_in(site)
    export = "; ".join(f"{name}={value}" for name, value in researcher.cookies.items())
    for path, sent in ((trial.clips[0].path, cookies), ("/dashboard/demo/answers.csv", export), ("/about/", "")):
        for wait in (0.0, 0.05):
            with closing(opened(site, f"GET {path} HTTP/1.1\r\n{HOST}Cookie: {sent}\r\n\r\n")):
                time.sleep(wait)
    assert listener.get("/s/demo/trial/").status == 200
    assert said() == ""


def test_an_export_is_streamed_and_whole(site):
    """More than a page and a piece of it, from answers that were simulated."""
    site.manage("shell", "-c", "from turing.survey.models import Study; from turing.survey.simulated import simulate; "
                "simulate(Study.objects.get(slug='demo'), 240)")  # fmt: skip
    export = logged_in(site).get("/dashboard/demo/answers.csv")
    assert export.header("transfer-encoding") == "chunked"
    (stored,) = site.rows("SELECT COUNT(*) FROM survey_answer")[0]
    assert stored > 1000
    assert export.body.count(b"\r\n") == stored + 1


def test_an_error_is_in_the_servers_log_and_names_nobody(site, said):
    client = Client(site.port)
    site.rows("ALTER TABLE survey_sitting RENAME TO gone")
    page = client.get("/r/aShareOfSomebody/?asked=by-somebody")
    site.rows("ALTER TABLE gone RENAME TO survey_sitting")
    assert page.status >= 500
    assert b"Something failed on our side" in page.body
    assert "Traceback (most recent call last):" in said()
    assert "GET /r/<str:share>/: 50" in said()
    assert not re.search(r"aShareOfSomebody|by-somebody|127\.0\.0\.1", said())


def test_a_worker_that_dies_is_replaced_and_a_sitting_goes_on(site):
    client = Client(site.port)
    begin(client, "demo", "novice")
    before = site.workers
    os.kill(before[0], signal.SIGKILL)
    until = time.monotonic() + WAIT
    while (len(site.workers) < 2 or before[0] in site.workers) and time.monotonic() < until:
        assert client.get("/s/demo/trial/").status == 200
        time.sleep(0.05)
    assert len(site.workers) == 2
    assert client.get("/s/demo/trial/").status == 200


def test_the_site_ends_when_told_to_although_clients_hold_on(site):
    with closing(stalled(site)):
        begun = time.monotonic()
        site.kill(signal.SIGTERM)
        assert time.monotonic() - begun < WAIT
    site.start()


def test_six_guessers_get_429_and_a_researcher_waits_no_longer_than_told(site):
    client = Client(site.port)
    form = client.get("/dashboard/login/").form
    replies = [client.post("/dashboard/login/", form | {"username": f"a{n}", "password": "b"}) for n in range(30)]
    assert {reply.status for reply in replies} == {200, 429}
    assert 5 <= [reply.status for reply in replies].count(200) <= 12  # each of two workers counts for itself
    assert 0 < int(replies[-1].header("retry-after")) <= 20
