"""Sites that run: one with the demo for all tests, and databases for sites that are killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tests.whole.server import Site, running

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site on SQLite."""
    with running(tmp_path_factory.mktemp("site")) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def site_on_either_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A site on SQLite, and one on PostgreSQL where there is one."""
    database = request.getfixturevalue("postgresql") if request.param == "postgresql" else ""
    with running(tmp_path, database) as started:
        yield started


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL database that exists for one test."""
    name = f"turing_whole_{os.getpid()}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip(f"PostgreSQL not found at {POSTGRES}")
    with server:
        server.execute(f"CREATE DATABASE {name}".encode())
        at = conninfo_to_dict(POSTGRES)
        login = f"{at.get('user', 'postgres')}:{at['password']}" if "password" in at else at.get("user", "postgres")
        yield f"postgres://{login}@{at.get('host', '127.0.0.1')}:{at.get('port', 5432)}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
