"""docs/first-study.md as printed: its files are written, its commands run, and the study it makes can be begun."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "first-study.md").read_text()
SECTION = PAGE.split("## With your own pieces")[1].split("\n## ")[0]


@pytest.fixture
def run(tmp_path: Path):
    """Runs a command of the page, what it keeps below var/ being in the test's folder."""
    own = {"SITE_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3"}
    account = {"DJANGO_SUPERUSER_PASSWORD": "a long password"}

    def done(line: str) -> str:
        words = [word.replace("var/", f"{tmp_path}/") for word in shlex.split(line)]
        if words[0] == "python":
            words[0] = sys.executable
        if "createsuperuser" in words:  # asks for what these say
            words += ["--no-input", "--username", "researcher", "--email", "researcher@example.org"]
        ran = subprocess.run(
            words, cwd=ROOT, env=os.environ | own | account, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, f"{line}\n{ran.stderr}"
        return ran.stdout

    return done


def test_the_first_study_works_as_printed(run, tmp_path):
    run("python manage.py migrate --verbosity 0")
    blocks = re.findall(r"(?:^`var/([\w./-]+)`\n\n)?^```\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    said = ""
    for name, text in blocks:
        if name:
            (tmp_path / name).write_text(text)
        else:
            said += "".join(run(line) for line in text.splitlines())
    assert "mine: 1 pair taken in" in said
    assert "first: 1 item, 1 trial a sitting (S), open, at /s/first/" in said
    assert "first: draft" in run("python manage.py set_study first draft")
