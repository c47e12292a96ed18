"""The front between server and site, by the ASGI and WSGI standards; the site here is a stand-in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from turing.front import PIECE, BrokenReply, Front, Uploads

LARGEST = 1000
FORM = [(b"content-type", b"application/x-www-form-urlencoded")]


class Visit:
    """One request, and what came back. `parts` is the body as it arrives; None stands for a client that left."""

    def __init__(self, *parts: bytes | None, method: str = "GET", path: bytes = b"/", headers: Iterable = ()) -> None:
        self.parts, self.sent = list(parts if method == "POST" else (b"", *parts)), list[dict[str, Any]]()
        self.scope = {
            "type": "http", "method": method, "raw_path": path, "query_string": b"a=1", "http_version": "1.1",
            "scheme": "http", "headers": list(headers), "client": ("192.0.2.7", 5000), "server": ("127.0.0.1", 8000),
        }  # fmt: skip

    async def receive(self) -> dict[str, Any]:
        if not self.parts:
            await asyncio.Event().wait()  # nothing more comes
        part = self.parts.pop(0)
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": part != b""}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    def to(self, front: Front) -> Visit:
        asyncio.run(front(self.scope, self.receive, self.send))
        return self

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])

    @property
    def pieces(self) -> list[bytes]:
        return [message["body"] for message in self.sent[1:]]


class Site:
    """Keeps what it is asked, and answers with the pieces it was given."""

    def __init__(self, pieces: Callable[[], Iterable[bytes]] = lambda: [b"a page"], status: str = "200 OK") -> None:
        self.asked: list[dict[str, Any]] = []
        self.pieces, self.status, self.closed = pieces, status, 0

    def __call__(self, environ: dict[str, Any], start: Callable[[str, list[tuple[str, str]]], None]) -> Site:
        self.asked.append(environ | {"body": environ["wsgi.input"].read()})
        start(self.status, [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return self

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.pieces())

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def front(site: Site) -> Front:
    return Front(site, LARGEST, patience=0.05)


def test_a_form_is_shown_to_the_site_once_it_is_whole(site, front):
    headers = [(b"content-length", b"11"), *FORM]
    visit = Visit(b"agreed", b"=on&b", b"", method="POST", headers=headers).to(front)
    (asked,) = site.asked
    assert (asked["REQUEST_METHOD"], asked["body"], asked["CONTENT_LENGTH"]) == ("POST", b"agreed=on&b", "11")
    assert asked["CONTENT_TYPE"] == "application/x-www-form-urlencoded"
    assert (visit.status, visit.pieces, site.closed) == (200, [b"a page"], 1)
    assert [value for name, value in visit.sent[0]["headers"] if name == b"set-cookie"] == [b"a=1", b"b=2"]


def test_a_body_in_chunks_gets_its_length(site, front):
    Visit(b"agreed", b"=on", b"", method="POST", headers=[(b"transfer-encoding", b"chunked")]).to(front)
    assert (site.asked[0]["CONTENT_LENGTH"], site.asked[0]["body"]) == ("9", b"agreed=on")
    assert "HTTP_TRANSFER_ENCODING" not in site.asked[0]


def test_a_body_that_does_not_come_is_answered_with_408_and_not_shown(site, front):
    visit = Visit(b"agreed", method="POST", headers=[(b"content-length", b"500")]).to(front)
    assert (visit.status, visit.headers[b"connection"], site.asked) == (408, b"close", [])


@pytest.mark.parametrize(
    ("headers", "parts"),
    [
        ([(b"content-length", b"1001")], []),  # nothing is even waited for
        ([(b"transfer-encoding", b"chunked")], [b"x" * 600, b"x" * 401]),
    ],
)
def test_a_body_that_is_too_large_is_answered_with_413_and_not_shown(site, front, headers, parts):
    visit = Visit(*parts, method="POST", headers=headers).to(front)
    assert (visit.status, visit.headers[b"connection"], site.asked) == (413, b"close", [])


UPLOADS = Uploads(b"/upload/", 5000)


def upload(size: int, *parts: bytes | None, path: bytes = UPLOADS.path) -> Visit:
    announced = [(b"content-length", str(size).encode())]
    return Visit(*parts, method="POST", path=path, headers=announced)


def test_a_large_body_is_shown_where_uploads_go_to_whom_the_page_there_is_shown(site):
    visit = upload(3000, b"x" * 1500, b"y" * 1500, b"").to(Front(site, LARGEST, uploads=UPLOADS))
    asked, shown = site.asked
    assert (asked["REQUEST_METHOD"], asked["PATH_INFO"], asked["body"]) == ("HEAD", "/upload/", b"")
    assert (shown["REQUEST_METHOD"], shown["CONTENT_LENGTH"]) == ("POST", "3000")
    assert shown["body"] == b"x" * 1500 + b"y" * 1500
    assert (visit.status, site.closed) == (200, 2)


def test_nothing_is_waited_for_of_a_client_to_whom_the_page_is_not_shown():
    site = Site(status="302 Found")
    visit = upload(3000).to(Front(site, LARGEST, uploads=UPLOADS))
    assert (visit.status, [asked["REQUEST_METHOD"] for asked in site.asked]) == (413, ["HEAD"])


@pytest.mark.parametrize(("size", "path"), [(5001, UPLOADS.path), (3000, b"/s/bach/trial/"), (3000, b"/upload/x")])
def test_a_body_too_large_for_its_address_is_refused_before_anything_is_asked(site, size, path):
    visit = upload(size, path=path).to(Front(site, LARGEST, uploads=UPLOADS))
    assert (visit.status, site.asked) == (413, [])


def test_an_upload_may_take_its_time_as_long_as_it_goes_on(site):
    class Slow(Visit):
        async def receive(self) -> dict[str, Any]:
            await asyncio.sleep(0.03)
            return await super().receive()

    def slow(*parts: bytes) -> Slow:
        return Slow(*parts, method="POST", path=UPLOADS.path, headers=[(b"content-length", b"3000")])

    front = Front(site, LARGEST, patience=0.05, uploads=UPLOADS)
    assert slow(*[b"x" * 1000] * 3, b"").to(front).status == 200
    assert slow(b"x" * 1000).to(front).status == 408


@pytest.mark.parametrize("headers", [[(b"content-length", b"500")], [(b"transfer-encoding", b"chunked")]])
def test_a_body_that_broke_off_is_not_shown(site, front, headers):
    visit = Visit(b"agreed=on", None, method="POST", headers=headers).to(front)
    assert (visit.sent, site.asked) == ([], [])


def test_a_request_reaches_the_site_as_it_was_sent(site, front):
    cookies = [(b"cookie", b"a=1; b=caf\xc3\xa9"), (b"cookie", b"c=3")]
    asked_for = [*cookies, (b"host", b"example.org"), (b"accept", b"text/html"), (b"accept", b"*/*")]
    Visit(path=b"/s/%C3%A9%2F%ff/", headers=asked_for).to(front)
    (asked,) = site.asked
    assert asked["PATH_INFO"] == b"/s/\xc3\xa9/\xff/".decode("latin-1")
    assert asked["QUERY_STRING"] == "a=1"
    assert asked["HTTP_COOKIE"] == b"a=1; b=caf\xc3\xa9; c=3".decode("latin-1")
    assert (asked["HTTP_HOST"], asked["HTTP_ACCEPT"]) == ("example.org", "text/html,*/*")
    assert (asked["REMOTE_ADDR"], asked["SERVER_NAME"], asked["SERVER_PORT"]) == ("192.0.2.7", "127.0.0.1", "8000")


def test_a_header_with_an_underscore_does_not_pass_for_a_proxys(site, front):
    Visit(headers=[(b"x_forwarded_proto", b"https"), (b"x-forwarded-for", b"192.0.2.1")]).to(front)
    assert "HTTP_X_FORWARDED_PROTO" not in site.asked[0]
    assert site.asked[0]["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"


def test_head_gets_the_headers_alone():
    site = Site(lambda: pytest.fail("a page was made for nobody"))
    visit = Visit(method="HEAD").to(Front(site, LARGEST))
    assert (visit.status, visit.pieces, site.closed) == (200, [b""], 1)


def test_a_long_reply_is_made_no_faster_than_it_is_sent():
    made: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(4):
            made.append(number)
            yield b"x" * PIECE

    class Slow(Visit):
        async def send(self, message: dict[str, Any]) -> None:
            await super().send(message | {"made": len(made)})

    visit = Slow().to(Front(Site(pieces), LARGEST))
    assert [message["made"] for message in visit.sent] == [1, 1, 2, 3, 4, 4]
    assert b"".join(visit.pieces) == b"x" * 4 * PIECE


def test_what_is_short_is_sent_at_once():
    visit = Visit().to(Front(Site(lambda: [b"a line\n"] * 100), LARGEST))
    assert visit.pieces == [b"a line\n" * 100]


def test_for_a_client_that_left_no_more_is_made():
    site = Site(lambda: (b"x" * PIECE for _ in range(1000)))
    visit = Visit(None).to(Front(site, LARGEST))
    assert len(visit.pieces) < 5
    assert site.closed == 1


def test_a_reply_that_breaks_off_is_logged_and_cut_off(caplog):
    def pieces() -> Iterator[bytes]:
        yield b"x" * PIECE
        raise ValueError("the disk is gone")

    site = Site(pieces)
    visit = Visit()
    logging.getLogger("turing").addHandler(caplog.handler)
    with pytest.raises(BrokenReply):
        visit.to(Front(site, LARGEST))
    logging.getLogger("turing").removeHandler(caplog.handler)
    assert all(message["more_body"] for message in visit.sent[1:])  # so that the server does not call it whole
    assert site.closed == 1
    assert "the disk is gone" in caplog.text
