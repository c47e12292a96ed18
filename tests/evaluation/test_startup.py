"""What a command loads before it has anything to do: `--help` is for people, who wait for it."""

from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from tests.loaded import installed, packages_after, run


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_loads_nothing_that_was_installed(command: str) -> None:
    assert not installed(packages_after(run("evaluation", command, "--help")))


def test_bleu_of_little_text_loads_no_compiler_and_no_readers_of_music(tmp_path: Path) -> None:
    path = tmp_path / "few.txt"
    path.write_text("a b c d\n")
    loaded = packages_after(run("evaluation", "bleu", "--references", str(path), "--candidates", str(path)))
    assert "numpy" in loaded
    assert not loaded & {"numba", "lxml", "scipy", "matplotlib", "nltk"}
