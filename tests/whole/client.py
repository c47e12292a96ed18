"""What a browser without scripts does over HTTP: one connection kept alive, cookies, forms, the same form again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from lxml import html

PATIENCE = 60  # seconds during which a request that got no answer is sent again
PAUSE = 0.1  # seconds between


@dataclass(frozen=True)
class Reply:
    """All that came back for one request."""

    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float  # until all of it was there

    @cached_property
    def document(self) -> html.HtmlElement:
        return html.document_fromstring(self.body)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def form(self) -> dict[str, str]:
        """What the page's form would send as it stands."""
        return dict(self.document.forms[0].form_values())

    @property
    def clips(self) -> list[str]:
        """The addresses of the page's sounds, in its order."""
        return self.document.xpath("//audio/@src")


class Client:
    """One listener's browser."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Reply:
        return self._send("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Reply:
        return self._send("POST", path, urlencode(fields))

    def follow(self, reply: Reply) -> Reply:
        """The page a redirect leads to."""
        return self.get(reply.header("location")) if reply.status in (302, 303) else reply

    def close(self) -> None:
        self.connection.close()

    def _send(self, method: str, path: str, body: str | None = None) -> Reply:
        """Send until an answer comes, as the trial page's script does."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._once(method, path, body)
            except (OSError, HTTPException):
                self.connection.close()
                if time.monotonic() > until:
                    raise
                time.sleep(PAUSE)

    def _once(self, method: str, path: str, body: str | None) -> Reply:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        took = time.perf_counter() - begun
        reply = Reply(path, response.status, tuple(response.getheaders()), content, took)
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.coded_value for key, morsel in SimpleCookie(value).items()}
        return reply
