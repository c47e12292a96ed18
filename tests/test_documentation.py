"""Every command and path that the documentation names exists."""

import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import get_commands

from evaluation.__main__ import COMMANDS as EVALUATION
from generators.__main__ import COMMANDS as GENERATORS

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("fixtures/**/*.md"), *ROOT.glob("benchmarks/*.md")]
)
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
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


# Words of a command that are no paths though they have a slash or a point, and those that stand for what one has.
VOICES = re.compile(r"[SATB]+(/[SATB]+)*")
STANDS_FOR = re.compile(r"[A-Z]{3,}(\.\w+)?")


def commands(page: Path) -> list[list[str]]:
    """The words of each command in the page's code blocks, in order."""
    blocks = re.findall(r"^```\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line) for line in lines if re.match(r"(python|cp|mkdir|make) ", line)]


def made(words: list[str]) -> list[str]:
    """The paths that a command makes."""
    if words[0] in ("cp", "mkdir"):
        return words[-1:]
    return [value for option, value in pairwise(words) if option == "--out"]


def written(page: Path) -> list[str]:
    """The paths of files that the page shows for the reader to write: each in backticks, its text below."""
    return re.findall(r"^`([\w./-]+)`\n\n```\n", page.read_text(), re.MULTILINE)


def is_there(path: str, made_before: list[str]) -> bool:
    """Whether a fresh clone has it, or an earlier command made it, a folder above it or something in it."""
    if path.split("/")[0] != "var" and (ROOT / path).exists():
        return True
    return any(f"{path}/".startswith(f"{made}/") or f"{made}/".startswith(f"{path}/") for made in made_before)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_path_of_a_command_exists_or_was_made_by_an_earlier_one(page: Path) -> None:
    there = written(page)
    for words in commands(page):
        named = [
            word for word in words[1:] if ("/" in word or STANDS_FOR.fullmatch(word)) and not VOICES.fullmatch(word)
        ]
        there += (here := made(words))
        missing = [path for path in named if path not in here and not is_there(path, there)]
        assert not missing, shlex.join(words)


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
