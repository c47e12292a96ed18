"""The site's door: an ASGI application that has a request whole before the site, which is WSGI, begins with it.

A client that announces a body and never sends it, or reads its reply slowly, holds a connection here and never the
thread in which the site runs. Replies are passed on piece by piece, no faster than they are read.

ASGI and not granian's own RSGI (2.8.7, measured): that keeps what a slow reader has not read yet in memory, takes a
body that broke off for a whole one, ends a reply that broke off as if it were whole, and loses a Cookie header with a
letter outside ASCII.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar
from urllib.parse import unquote_to_bytes

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope

T = TypeVar("T")

PATIENCE = 10.0  # seconds within which a body must be there, from its request's headers on; of an upload each piece
PIECE = 65_536  # bytes, about as many of a reply as are made at a time

Headers = list[tuple[str, str]]
Site = Callable[..., Iterable[bytes]]  # WSGI, PEP 3333

log = logging.getLogger("turing.front")


class Refused(Exception):
    """A request that the site is not shown, with the status that answers it."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


class Gone(Exception):
    """The client left before its request was whole."""


class BrokenReply(Exception):
    """Tells the server to cut the connection, so that nobody takes what was sent of a reply for all of it."""


@dataclass(frozen=True, slots=True)
class Uploads:
    """Where large bodies may be sent to, by whom the site shows that page, and how many bytes at most."""

    path: bytes
    largest: int


class Front:
    """Shows requests to `site`, one at a time and in one thread; bodies of more than `largest` bytes to nobody.

    Larger ones, up to what `uploads` says, are kept in a file, and are begun to be read only for a client to whom the
    site, asked without the body, shows the page at that address.
    """

    def __init__(self, site: Site, largest: int, patience: float = PATIENCE, uploads: Uploads | None = None) -> None:
        self._site, self._largest, self._patience, self._uploads = site, largest, patience, uploads
        self._thread = ThreadPoolExecutor(1, "site")

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        with _new_body(large=self._is_upload(scope)) as body:
            try:
                await self._receive(body, scope, receive)
            except Refused as refused:
                return await _refuse(refused.status, send)
            except Gone:
                return None
            return await self._show(environ(scope, body), receive, send)

    async def _show(self, request: dict[str, Any], receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        reply = Reply(self._site, request)
        try:
            await self._answer(reply, receive, send)
        except Exception as error:
            log.error("a reply failed, or broke off", exc_info=error)
            raise BrokenReply("its error is above") from None
        finally:
            if not reply.ended:
                await self._in_thread(reply.close)

    async def _answer(self, reply: Reply, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        piece = await self._in_thread(reply.begin)
        await _send_start(reply.status, reply.headers, send)
        await _send_piece(piece, not reply.ended, send)
        if reply.ended:
            return
        gone = asyncio.ensure_future(_left(receive))
        while not reply.ended and not gone.done():
            piece = await self._in_thread(reply.take)
            await _send_piece(piece, not reply.ended, send)
        gone.cancel()

    async def _in_thread(self, job: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    def _is_upload(self, scope: HTTPScope) -> bool:
        """Whether a large body is announced, and to where one may be sent."""
        announced = int(dict(scope["headers"]).get(b"content-length", b"0"))
        return bool(self._uploads and scope["raw_path"] == self._uploads.path and announced > self._largest)

    async def _receive(self, body: IO[bytes], scope: HTTPScope, receive: ASGIReceiveCallable) -> None:
        """Write all that was sent. Raises Refused if it is too large or too slow, Gone if it broke off."""
        headers = dict(scope["headers"])
        if not headers.keys() & {b"content-length", b"transfer-encoding"}:
            return
        upload = self._is_upload(scope)
        largest = self._uploads.largest if self._uploads and upload else self._largest
        if int(headers.get(b"content-length", b"0")) > largest:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        page = Reply(self._site, environ(scope, BytesIO()) | {"REQUEST_METHOD": "HEAD"})
        if upload and not await self._in_thread(page.is_shown):
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            async with asyncio.timeout(self._patience) as waiting:
                async for piece in _pieces(receive):
                    body.write(piece)
                    if body.tell() > largest:
                        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                    if upload:
                        waiting.reschedule(asyncio.get_running_loop().time() + self._patience)
        except TimeoutError:
            raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None


def _new_body(*, large: bool) -> IO[bytes]:
    return TemporaryFile() if large else BytesIO()


async def _pieces(receive: ASGIReceiveCallable) -> AsyncIterator[bytes]:
    """A body as it arrives. Raises Gone if it breaks off."""
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        yield message.get("body", b"")
        more = bool(message.get("more_body"))


async def _left(receive: ASGIReceiveCallable) -> None:
    """Ends when the client has left. A request without a body is told of as one that is empty, first."""
    while (await receive())["type"] != "http.disconnect":
        pass


class Reply:
    """What the site answers. Its methods run in the site's thread, where the database's connection is."""

    def __init__(self, site: Site, environ: dict[str, Any]) -> None:
        self._site, self._environ = site, environ
        self.status, self.headers, self.ended = 0, Headers(), False
        self._pieces: Iterator[bytes] = iter(())
        self._made: Iterable[bytes] = ()

    def begin(self) -> bytes:
        """Have it made, as far as its first piece; of a reply to HEAD there is none."""
        self._made = self._site(self._environ, self._start)
        self._pieces = iter(self._made if self._environ["REQUEST_METHOD"] != "HEAD" else ())
        return self.take()

    def is_shown(self) -> bool:
        """Whether the site shows a page there, and not another's address or an error; the page itself is not wanted."""
        self.begin()
        return self.status == HTTPStatus.OK

    def take(self) -> bytes:
        """The next piece; the last, and all closed, once `ended`."""
        piece = bytearray()
        for part in self._pieces:
            piece += part
            if len(piece) >= PIECE:
                return bytes(piece)
        self.close()
        return bytes(piece)

    def close(self) -> None:
        self.ended = True
        getattr(self._made, "close", lambda: None)()

    def _start(self, status: str, headers: Headers, error: object = None) -> None:
        self.status, self.headers = int(status.split()[0]), headers


def environ(scope: HTTPScope, body: IO[bytes]) -> dict[str, Any]:
    """The request, with all that was written of its body, as PEP 3333 has it: bytes as latin-1.

    Left out are headers with an underscore, which cannot be told from those with a dash that a proxy vouches for.
    """
    headers: dict[str, str] = {}
    for key, value in scope["headers"]:
        name, text = key.decode("latin-1").upper(), value.decode("latin-1")
        if "_" not in name:
            name = "HTTP_" + name.replace("-", "_")
            joint = "; " if name == "HTTP_COOKIE" else ","
            headers[name] = f"{headers[name]}{joint}{text}" if name in headers else text
    headers.pop("HTTP_TRANSFER_ENCODING", None)
    headers.pop("HTTP_CONTENT_LENGTH", None)
    host, port = scope.get("server") or ("localhost", None)
    length = body.tell()
    body.seek(0)
    return headers | {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or ""),
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "CONTENT_TYPE": headers.pop("HTTP_CONTENT_TYPE", ""),
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


async def _refuse(status: HTTPStatus, send: ASGISendCallable) -> None:
    text = f"{status.phrase}\n".encode()
    await _send_start(
        status, [("Content-Type", "text/plain"), ("Content-Length", str(len(text))), ("Connection", "close")], send
    )
    await _send_piece(text, False, send)


async def _send_start(status: int, headers: Headers, send: ASGISendCallable) -> None:
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": encoded, "trailers": False})


async def _send_piece(piece: bytes, more: bool, send: ASGISendCallable) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": more})


def site_front() -> Front:
    """The front of this project's site, for `granian --interface asginl --factory`."""
    from django.conf import settings

    from turing.wsgi import application  # sets Django up, which a front for another site need not

    return Front(application, settings.DATA_UPLOAD_MAX_MEMORY_SIZE, uploads=Uploads(*settings.UPLOADS))
