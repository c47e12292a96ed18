"""A site of its own: started as `make demo` starts it, with a database and files that nothing else uses."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).parents[2]
WAIT = 60  # seconds until a server that does not answer is given up
TRUTH = (
    "SELECT a.token, item.variant, human.label, item.id "
    "FROM survey_trial trial JOIN excerpts_item item ON item.id = trial.item_id "
    "JOIN survey_trialclip a ON a.trial_id = trial.id AND a.label = 'A' "
    "JOIN survey_trialclip human ON human.trial_id = trial.id "
    "JOIN excerpts_excerpt excerpt ON excerpt.id = human.excerpt_id "
    "JOIN excerpts_piece piece ON piece.id = excerpt.piece_id AND piece.origin = 'human'"
)
ANSWERS = (
    "SELECT a.token, answer.said ->> 'choice' FROM survey_answer answer "
    "JOIN survey_trialclip a ON a.trial_id = answer.trial_id AND a.label = 'A'"
)


OPEN = "from turing.survey.models import Study; Study.objects.update(state='open', too_fast=0)"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


class Site:
    """A site that can be started, killed and started again; `database` is a DATABASE_URL."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.database = database or f"sqlite:///{folder / 'site.sqlite3'}"
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        own = {"SITE_VAR": str(folder), "DATABASE_URL": self.database, "SITE_URL": f"http://127.0.0.1:{self.port}"}
        self.environment = os.environ | own

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepare(self) -> None:
        self.manage("migrate", "--verbosity=0")

    def start(self, *granian: str) -> None:
        """Start the site, or granian with those options in its place, and wait until it answers."""
        if granian:
            self.manage("collectstatic", "--no-input", "--verbosity=0")
        serve = [sys.executable, *(("-m", "granian", *granian) if granian else ("manage.py", "serve"))]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*serve, "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    @property
    def log(self) -> str:
        """What the server said."""
        return (self.folder / "server.log").read_text()

    @property
    def workers(self) -> list[int]:
        """The processes that answer requests, by their ids."""
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(child) for child in children.read_text().split()]

    def _wait(self) -> None:
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            try:
                with closing(HTTPConnection("127.0.0.1", self.port, timeout=WAIT)) as connection:
                    connection.request("GET", "/about/")
                    if connection.getresponse().status == 200:
                        return
            except (OSError, HTTPException):
                time.sleep(0.05)
        raise TimeoutError(self.log)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End the server with all its workers, at once."""
        if self.process:
            os.killpg(self.process.pid, how)
            self.process.wait(WAIT)
            self.process = None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database itself says."""
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=WAIT)) as connection:
                return connection.execute(query).fetchall()
        with psycopg.connect(self.database) as server:
            return server.execute(query.encode()).fetchall()

    def answers(self) -> list[tuple[str, str]]:
        """What is stored: the random name of a trial's clip A, and the choice."""
        return self.rows(ANSWERS)

    def truth(self) -> dict[str, tuple[str, str, int]]:
        """By the random name of a trial's clip A: the pair's variant, the human's side, the pair's key."""
        return {token: (variant, side, pair) for token, variant, side, pair in self.rows(TRUTH)}


@contextmanager
def running(folder: Path, database: str = "", granian: tuple[str, ...] = ()) -> Iterator[Site]:
    """A site with the demo's pairs in an open study whose listeners may be as quick as bots are.

    granian: options to start that with, in place of `manage.py serve`.
    """
    site = Site(folder, database)
    site.prepare()
    site.manage("import_pairs", str(ROOT / "fixtures" / "pieces" / "demo"))
    site.manage("create_study", "demo", "--collection", "demo")
    site.manage("shell", "-c", OPEN)
    site.start(*granian)
    try:
        yield site
    finally:
        site.kill(signal.SIGTERM)
