"""What a command loads before it has anything to do: `--help` is for people, who wait for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
LOADED = "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
HEAVY_STILL = {
    "candidates",
    "compare",
    "continuations",
    "diversity",
    "features",
    "harmonization",
    "likelihood",
    "originality",
    "rules",
}


def packages_after(code: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after running the code."""
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{LOADED}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(ran.stdout.splitlines()[-1].split())


def run(*words: str) -> str:
    """Code that runs a command as a person types it."""
    return (
        "from evaluation.__main__ import COMMANDS\nfrom generators.command_line import main\n"
        f"try: main('evaluation', '', COMMANDS, {list(words)!r})\nexcept SystemExit: pass"
    )


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - HEAVY_STILL))
def test_help_loads_nothing_that_was_installed(command: str) -> None:
    ours, always = {"evaluation", "generators"}, packages_after("")
    assert packages_after(run(command, "--help")) - always - ours <= sys.stdlib_module_names


def test_bleu_of_little_text_loads_no_compiler_and_no_readers_of_music(tmp_path: Path) -> None:
    path = tmp_path / "few.txt"
    path.write_text("a b c d\n")
    loaded = packages_after(run("bleu", "--references", str(path), "--candidates", str(path)))
    assert "numpy" in loaded
    assert not loaded & {"numba", "lxml", "scipy", "matplotlib", "nltk"}
