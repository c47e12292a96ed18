"""What a fresh interpreter has loaded after running a command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOADED = "print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def packages_after(code: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after running the code."""
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{LOADED}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(ran.stdout.splitlines()[-1].split())


def run(program: str, *words: str) -> str:
    """Code that runs a command as a person types it."""
    return (
        f"from {program}.__main__ import COMMANDS\nfrom generators.command_line import main\n"
        f"try: main({program!r}, '', COMMANDS, {list(words)!r})\nexcept SystemExit: pass"
    )


def installed(packages: set[str]) -> set[str]:
    """Those that are neither Python's own nor the project's, and not loaded at every start."""
    return packages - packages_after("") - {"evaluation", "generators"} - sys.stdlib_module_names
