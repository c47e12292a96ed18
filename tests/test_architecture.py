"""The rules of the house that an import statement or a file's name can break."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("turing", "evaluation", "generators")
BELOW = {"turing": {"turing", "evaluation", "generators"}, "evaluation": {"evaluation", "generators"}}
# Of the site's rooms, those that each may import.
APPS = {
    "turing.sound": set(),
    "turing.sheet": {"turing.sound"},
    "turing.stimuli": set(),
    "turing.excerpts": {"turing.sound", "turing.sheet", "turing.stimuli"},
    "turing.survey": {"turing.sound", "turing.sheet", "turing.excerpts"},
    "turing.studio": {"turing.sound", "turing.sheet", "turing.excerpts"},
    "turing.studies": {"turing.sound", "turing.excerpts", "turing.survey"},
    "turing.dashboard": {"turing.sound", "turing.sheet", "turing.excerpts", "turing.survey", "turing.studio"},
}
WITHOUT_TORCH = (
    "generators.pieces",
    "generators.files",
    "generators.corpora",
    "generators.encodings",
    "generators.checkpoints",
    "generators.commands",
    "generators.inspection",
    "generators.models",
    "generators.sampling",
    "generators.systems",
    "evaluation",
)
WITH_TORCH = ("generators.checkpoints.networks",)
TORCHS = {"devices", "gpt2", "losses", "network", "rows", "sparse", "static_step", "torch_engine"}  # modules of a model
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "managers", "tools"}
LONGEST = 400  # lines
SUFFIXES = {".py", ".js", ".css", ".html", ".md", ".toml", ".txt", ".json", ".csv", ".mplstyle", ""}
NOT_OURS = {".git", ".venv", ".venv-web", "var", "__pycache__", "shared"}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))}


def imports(name: str) -> Iterator[str]:
    """What the module imports, anywhere in it: our own modules by their full names, others as they are written."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            for alias in node.names:
                member = f"{node.module}.{alias.name}"
                yield member if member in MODULES else str(node.module)


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_imports_go_from_turing_to_evaluation_to_generators() -> None:
    for name in MODULES:
        top = name.partition(".")[0]
        ours = {imported.partition(".")[0] for imported in imports(name)} & set(PACKAGES)
        assert ours <= BELOW.get(top, {top}), f"{name} imports {ours}"


def test_there_is_no_django_below_turing() -> None:
    for name in MODULES:
        if not within(name, "turing"):
            assert not [each for each in imports(name) if within(each, "django")], name


def refuse_cycles(graph: Mapping[str, Iterable[str]]) -> None:
    """Raises CycleError, which names a cycle, if there is one."""
    TopologicalSorter(graph).prepare()


def test_no_files_import_each_other_not_even_lazily_or_for_a_type_checker() -> None:
    refuse_cycles({name: set(imports(name)) & set(MODULES) - {name} for name in MODULES})


def rooms(modules: Iterable[tuple[str, str]]) -> dict[str, dict[str, set[str]]]:
    """Of each folder, which of the files and folders in it import which, by pairs of modules, one importing the other.

    `a.b.c` that imports `a.d.e` is, in the folder `a`, `b` that imports `d`.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for importing, imported in modules:
        inside, outside = importing.split("."), imported.split(".")
        shared = len([*takewhile(lambda pair: pair[0] == pair[1], zip(inside, outside, strict=False))])
        if shared < min(len(inside), len(outside)):
            graph = found.setdefault(".".join(inside[:shared]), {})
            graph.setdefault(inside[shared], set()).add(outside[shared])
    return found


def test_no_folders_import_each_other() -> None:
    ours = [(name, each) for name in MODULES for each in imports(name) if each in MODULES]
    for graph in rooms(ours).values():
        refuse_cycles(graph)


def test_a_cycle_of_folders_is_seen_where_no_files_import_each_other() -> None:
    two = rooms([("a.b.one", "a.c.one"), ("a.c.two", "a.b.two")])
    assert two == {"a": {"b": {"c"}, "c": {"b"}}}
    with pytest.raises(CycleError):
        refuse_cycles(two["a"])


def test_apps_import_only_the_apps_below_them() -> None:
    for name in MODULES:
        own = next((app for app in APPS if within(name, app)), None)
        if own:
            others = {app for each in imports(name) for app in APPS if within(each, app)} - {own}
            assert others <= APPS[own], f"{name} imports {others}"


def run_python(code: str) -> None:
    """Run in a fresh interpreter, which must end well."""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_process_that_serves_listeners_loads_no_torch() -> None:
    run_python(
        "import sys, turing.wsgi, turing.urls\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        "heavy = {'torch', 'music21', 'verovio', 'safetensors'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )


def test_what_needs_no_torch_imports_without_it() -> None:
    names = [name for name in MODULES if within(name, *WITHOUT_TORCH) and not within(name, *WITH_TORCH)]
    names = [name for name in names if not (within(name, "generators.models") and name.split(".")[-1] in TORCHS)]
    names = [name for name in names if not name.endswith("__main__")]
    assert len(names) > 20
    run_python(
        "import importlib, sys\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
        "heavy = {'torch', 'music21', 'django'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )


def test_composing_continuing_and_harmonizing_need_no_torch(tmp_path: Path) -> None:
    """With a torch that cannot be imported, as where requirements/onnx.txt is installed alone."""
    (tmp_path / "torch.py").write_text("raise ImportError('no torch here')")
    checkpoint, tune = "fixtures/checkpoints/bachbot.safetensors", "fixtures/pieces/demo/pieces/bwv254.musicxml"
    for command in (
        f"compose --checkpoint {checkpoint} --count 1 --out {tmp_path / 'composed'}",
        f"continue {tune} --checkpoint {checkpoint} --prompt-bars 1 --bars 1 --out {tmp_path / 'continued'}",
        f"harmonize {tune} --checkpoint {checkpoint} --voices AT --out {tmp_path / 'harmonized'}",
    ):
        run_python(
            f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
            "from generators.command_line import main\n"
            "from generators.__main__ import COMMANDS\n"
            f"sys.exit(main('generators', '', COMMANDS, {command.split()!r}))"
        )
    assert len([*tmp_path.rglob("*.mid")]) == 3


def our_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if (
            path.is_file()
            and path.suffix in SUFFIXES
            and not any(part in NOT_OURS or part.startswith(".") for part in parts)
        ):
            yield path


def test_every_module_is_about_something() -> None:
    vague = [name for name in MODULES if VAGUE & set(name.split("."))]
    assert not vague


def test_no_file_is_longer_than_400_lines() -> None:
    written = [path for path in our_files() if path.suffix in {".py", ".js", ".css", ".html"}]
    assert len(written) > 100
    assert not [path for path in written if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST]


def test_nothing_names_a_folder_of_one_machine() -> None:
    machine = re.compile(r"(?<![\w.~}])/(?:home|root|Users|work|tmp|mnt)/\w")
    assert not [path for path in our_files() if machine.search(path.read_text(encoding="utf-8", errors="replace"))]


@pytest.mark.parametrize("package", ["turing", "evaluation", "generators"])
def test_chance_comes_from_a_stored_seed(package: str) -> None:
    """No module-level random, no numpy.random.seed, no random order of a query."""
    unseeded = re.compile(
        r"\brandom\.(random|choice|choices|shuffle|sample|randint)\(|default_rng\(\)|order_by\(\"\?\"\)"
    )
    for name, path in MODULES.items():
        if within(name, package):
            assert not unseeded.search(path.read_text(encoding="utf-8")), name
