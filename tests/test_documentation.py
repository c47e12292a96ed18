"""Every command and path that the documentation names exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from evaluation.__main__ import COMMANDS as EVALUATION
from generators.__main__ import COMMANDS as GENERATORS

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("fixtures/**/*.md"), *ROOT.glob("benchmarks/*.md")]
)
PLACES = "generators|evaluation|turing|fixtures|tests|docs|benchmarks|requirements"


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def page(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_paths_exist(page: Path) -> None:
    named = set(re.findall(rf"(?<![\w/.])(?:{PLACES})/[\w./*-]*[\w*]", page.read_text()))
    missing = {path for path in named if not any(ROOT.glob(path))}
    assert not missing


def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", page.read_text())
    targets = {link or source for link, source in links if not (link or source).startswith("http")}
    assert not {target for target in targets if not (page.parent / target).exists()}


def test_module_commands_exist(page: Path) -> None:
    named = re.findall(r"python -m (generators|evaluation) ([a-z]+\d*)", page.read_text())
    commands = {"generators": GENERATORS, "evaluation": EVALUATION}
    assert not [(package, name) for package, name in named if name not in commands[package]]


def test_options_exist() -> None:
    for line in re.findall(r"^python -m .*$", (ROOT / "README.md").read_text(), re.MULTILINE):
        words = line.split()
        if options := [word for word in words if word.startswith("--")]:
            asked = [sys.executable, *words[1:4], "--help"]
            shown = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT, check=True).stdout
            assert all(option in shown for option in options), line


def test_management_commands_exist(page: Path) -> None:
    named = set(re.findall(r"manage\.py (\w+)", page.read_text()))
    assert named <= set(get_commands())


def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([\w-]+)", page.read_text(), re.MULTILINE)) <= targets
