"""How the site is started: the same for the demo, for tests and for others to reach."""

from __future__ import annotations

import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from generators.errors import InputError
from turing.commands import check_migrated
from turing.ports import refusal

# A worker has one thread for the site: Python runs one at a time anyway, and more of them only wait for each other.
# HTTP/2 and websockets are spoken by nobody here. A worker that dies is replaced; what it was doing is sent again.
GRANIAN = (
    "--interface", "asginl", "--factory", "--http", "1", "--no-ws", "--http1-buffer-size", "65536",
    "--workers", "2", "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning",
)  # fmt: skip


LOOPBACK = ("127.0.0.1", "localhost", "::1")


def address(host: str, port: str) -> str:
    """Where the site is reached: what SITE_URL says, or where it listens."""
    return os.environ.get("SITE_URL", f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")


def check(host: str, port: str) -> None:
    """Raises InputError, a line that says why, if a site started now would not work."""
    if why := refusal(host, port):
        raise InputError(why)
    if "SITE_URL" not in os.environ and host not in LOOPBACK:
        raise InputError(f"host {host}: SITE_URL must say at what address others reach the site, such as https://HOST")
    check_migrated()
    with transaction.atomic():
        pass  # SQLite locks its file for writing here, and says so if it may not


def collect_static() -> None:
    """Put style sheets, scripts and fonts where they are served from. Raises OSError if they cannot be written."""
    call_command("collectstatic", interactive=False, verbosity=0)


def become_server(host: str, port: str) -> None:
    """Run granian in place of this process."""
    sys.stdout.flush()
    os.environ["SITE_URL"] = address(host, port)  # what links to share begin with
    where = ("--host", host, "--port", port, "--working-dir", str(settings.ROOT))
    os.execv(sys.executable, [sys.executable, "-m", "granian", *GRANIAN, *where, "turing.front:site_front"])
