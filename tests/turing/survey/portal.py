"""A Wi-Fi that wants one to sign in first: a proxy that answers in the site's place until it is told to let through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SIGN_IN = b"<!doctype html><title>Sign in</title><h1>Sign in to our Wi-Fi</h1>"
OWN_TO_A_CONNECTION = {"connection", "transfer-encoding", "keep-alive", "server", "date"}  # RFC 9110, section 7.6.1

# What a portal sends in the site's place: status, headers, body.
REPLIES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "redirect to another host": (302, {"Location": "http://portal.invalid/sign-in"}, b""),
    "redirect on the same host": (307, {"Location": "/sign-in"}, b""),
    "redirect as after a form": (303, {"Location": "/s/bach/trial/"}, b""),
    "page": (200, {"Content-Type": "text/html"}, SIGN_IN),
    "page for scripts": (200, {"Content-Type": "application/json"}, b'{"signed_in": false}'),
    "network authentication required": (511, {"Content-Type": "text/html"}, SIGN_IN),  # RFC 6585, section 6
}


class Portal(ThreadingHTTPServer):
    """Stands between a browser and the site at that port; swallows the requests that `swallows` is true of."""

    def __init__(self, site: int) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = site
        self.reply = REPLIES["page"]
        self.swallows: Callable[[str, str], bool] = lambda method, path: False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Portal

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.swallows(self.command, self.path):
            self._send(*self.server.reply)
            return
        to = HTTPConnection("127.0.0.1", self.server.site, timeout=30)
        to.request(self.command, self.path, body, dict(self.headers))
        reply = to.getresponse()
        headers = [(name, value) for name, value in reply.getheaders() if name.lower() not in OWN_TO_A_CONNECTION]
        self._send(reply.status, headers, reply.read())
        to.close()

    do_POST = do_GET

    def _send(self, status: int, headers: dict[str, str] | list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        pairs = headers.items() if isinstance(headers, dict) else headers
        for name, value in pairs:
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def portal(site: int) -> Iterator[Portal]:
    """A portal in front of the site at that port of this machine."""
    with Portal(site) as started:
        Thread(target=started.serve_forever, daemon=True).start()
        yield started
        started.shutdown()
