"""What holds for every management command that needs the database."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", [["seed_demo"], ["create_study", "bach", "--collection", "demo"]])
def test_a_database_not_migrated_is_one_line_and_exit_code_2(command, tmp_path):
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "SITE_VAR": str(tmp_path), "PATH": ""}
    line = [sys.executable, "manage.py", *command]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "the database is not migrated" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "example.org"),
        ("SITE_URL", "https://"),
        ("SITE_URL", "ftp://example.org"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "tables://localhost/turing"),
        ("DATABASE_URL", "mysql://localhost/turing"),
        ("DATABASE_URL", "postgres://ada:secret@localhost:port/turing"),
    ],
)
def test_a_setting_that_is_no_address_is_named(name, value, tmp_path):
    environment = {name: value, "SITE_VAR": str(tmp_path), "PATH": ""}
    line = [sys.executable, "-W", "ignore", "manage.py", "check"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"{name} ")
    assert "secret" not in done.stderr
