"""A site is started in one way, and not at all where it could not work: then a line says why."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A site of its own, not even migrated."""
    return {"SITE_VAR": str(tmp_path), "PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}


@pytest.fixture
def busy_port() -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield str(listening.getsockname()[1])


def refused(environment: dict[str, str], *command: str) -> str:
    """What was said in one line by a command that was to start a site."""
    line = [sys.executable, "-W", "ignore", "manage.py", "serve", *command]
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done
    return done.stderr


def free_port() -> str:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return str(listening.getsockname()[1])


def test_a_database_not_migrated(environment):
    assert "the database is not migrated" in refused(environment, "--port", free_port())


@pytest.mark.parametrize(
    "address",
    [
        "postgres://ada:secret@127.0.0.1:1/turing",  # nobody listens at port 1
        "sqlite:////nowhere/at/all.sqlite3",
        f"sqlite:///{ROOT}",  # a folder
    ],
)
def test_a_database_that_cannot_be_used(environment, address):
    said = refused(environment | {"DATABASE_URL": address}, "--port", free_port())
    assert "DATABASE_URL" in said
    assert "secret" not in said


def test_a_secret_key_that_cannot_be_read(environment, tmp_path):
    (tmp_path / "secret_key").mkdir()
    assert refused(environment).startswith(f"{tmp_path}/secret_key: the secret key is not to be had (Is a directory)")


@pytest.mark.parametrize(("content", "words"), [(b"", "is empty"), (b"\xff\xfe", "no text")])
def test_a_secret_key_that_is_none(environment, tmp_path, content, words):
    (tmp_path / "secret_key").write_bytes(content)
    assert words in refused(environment)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_secret_key_of_another_user(environment, tmp_path):
    (tmp_path / "secret_key").touch(mode=0)
    assert "Permission denied" in refused(environment)


def test_a_busy_port(environment, busy_port):
    assert f"port {busy_port} of 127.0.0.1 cannot be used" in refused(environment, "--port", busy_port)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_what_is_no_port(environment, port):
    assert f"port '{port}'" in refused(environment, f"--port={port}")


def test_a_port_that_everybody_may_reach_without_the_sites_address(environment):
    assert "SITE_URL" in refused(environment, "--host", "0.0.0.0", "--port", free_port())


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As from a shell, though these tests may be run by make themselves."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("target", ["demo", "serve"])
def test_make_says_so_of_a_busy_port_before_anything_is_installed(tmp_path, busy_port, target):
    for name in ("Makefile", "turing"):
        (tmp_path / name).symlink_to(ROOT / name)
    made = make(tmp_path, target, f"PORT={busy_port}")
    assert made.returncode == 2
    assert f"port {busy_port} of 127.0.0.1 cannot be used" in made.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("kind", ["gone", "replaced", "old"])
def test_make_names_a_venv_of_another_python(tmp_path, kind):
    (tmp_path / "Makefile").symlink_to(ROOT / "Makefile")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    if kind == "gone":
        python.symlink_to("/nowhere/python3.9")
    elif kind == "replaced":  # the system's Python was upgraded: packages are in lib/python3.9
        (tmp_path / ".venv" / "lib" / "python3.9").mkdir(parents=True)
        (tmp_path / ".venv" / "pyvenv.cfg").write_text(f"home = {Path(sys.base_prefix) / 'bin'}\n")
        python.symlink_to(Path(sys.executable).resolve())
    else:
        python.write_text("#!/bin/sh\nexit 1\n")  # as an old one answers what it is asked
        python.chmod(0o755)
    made = make(tmp_path, "check")
    assert made.returncode == 2
    assert made.stdout == ""
    assert ".venv was made by another Python" in made.stderr.splitlines()[0]


def test_make_browser_without_root_says_that_root_is_needed(tmp_path):
    """With stand-ins for what asks who one is, and without Chromium."""
    for name in ("make", "sh", "echo"):
        (tmp_path / name).symlink_to(shutil.which(name))
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    made = subprocess.run(
        ["make", "browser"], cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert made.returncode == 2
    assert made.stderr.splitlines()[0].endswith("sudo make browser")
