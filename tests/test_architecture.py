"""The rules that the tree stands on: which way imports go, what the survey's process loads, what modules are called."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("generators", "evaluation", "turing")
BELOW = {"generators": {"generators"}, "evaluation": {"generators", "evaluation"}, "turing": set(PACKAGES)}
APPS_READ = {
    "excerpts": {"excerpts"},
    "survey": {"survey", "excerpts"},
    "dashboard": {"dashboard", "survey", "excerpts"},
}
TORCH_FREE = (
    "generators.pieces",
    "generators.keys",
    "generators.files",
    "generators.corpora",
    "generators.encodings",
    "evaluation",
)
NEED_TORCH = ("evaluation.candidates", "evaluation.harmonization", "evaluation.likelihood")
DRAWERS = {"utils", "helpers", "common", "misc", "core", "manager"}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    module_name(path): path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
}


def imported(path: Path) -> Iterator[str]:
    """Every module that the file imports, inside functions too, but not for types only."""
    tree = ast.parse(path.read_text())
    for_types = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module


IMPORTS = {name: set(imported(path)) for name, path in MODULES.items()}


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_one_way(package: str) -> None:
    for name, targets in IMPORTS.items():
        if name.split(".")[0] == package:
            ours = {target.split(".")[0] for target in targets} & set(PACKAGES)
            assert ours <= BELOW[package], name


def test_nothing_below_the_site_knows_django() -> None:
    knowing = [
        name
        for name, targets in IMPORTS.items()
        if not name.startswith("turing") and any(target.split(".")[0] == "django" for target in targets)
    ]
    assert knowing == []


@pytest.mark.parametrize("app", APPS_READ)
def test_an_app_reads_only_those_below_it(app: str) -> None:
    for name, targets in IMPORTS.items():
        if name.startswith(f"turing.{app}."):
            apps = {target.split(".")[1] for target in targets if target.startswith("turing.") and "." in target}
            assert apps & set(APPS_READ) <= APPS_READ[app], name


def test_no_imports_run_in_a_circle() -> None:
    ours = {name: targets & MODULES.keys() - {name} for name, targets in IMPORTS.items()}
    while leaves := [name for name, targets in ours.items() if not targets]:
        ours = {name: targets - set(leaves) for name, targets in ours.items() if name not in leaves}
    assert sorted(ours) == []


@pytest.mark.parametrize("entrance", ["turing.wsgi", "turing.urls"])
def test_the_process_that_serves_listeners_loads_no_torch_and_no_engraver(entrance: str) -> None:
    script = f"""
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "turing.settings"
django.setup()
import {entrance}
from django.urls import get_resolver
get_resolver().url_patterns
print(*(name for name in ("torch", "music21", "verovio", "tinysoundfont") if name in sys.modules))
"""
    assert printed(script) == ""


def test_all_but_what_generates_imports_without_torch() -> None:
    free = [
        name
        for name in MODULES
        if name.startswith(TORCH_FREE) and not name.startswith(NEED_TORCH) and not name.endswith("__main__")
    ]
    script = f"import sys; sys.modules['torch'] = None\nfor name in {free}: __import__(name)"
    assert printed(script) == ""


def test_modules_are_named_for_what_they_hold() -> None:
    assert not {name for name in MODULES if name.split(".")[-1] in DRAWERS}


def test_files_are_about_one_thing() -> None:
    assert {name: lines for name, path in MODULES.items() if (lines := len(path.read_text().splitlines())) > 300} == {}


def printed(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
