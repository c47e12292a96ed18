"""What a command loads before it has anything to do: `--help` is for people, who wait for it."""

from pathlib import Path

import pytest

from generators.__main__ import COMMANDS
from tests.loaded import installed, packages_after, run

CHECKPOINT = Path(__file__).parents[3] / "fixtures" / "checkpoints" / "bachbot.safetensors"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_loads_nothing_that_was_installed(command: str) -> None:
    assert not installed(packages_after(run("generators", command, "--help")))


def test_composing_loads_no_torch(tmp_path: Path) -> None:
    words = ("--checkpoint", str(CHECKPOINT), "--count", "1", "--bars", "1", "--out", str(tmp_path / "one"))
    loaded = packages_after(run("generators", "compose", *words))
    assert "onnxruntime" in loaded
    assert not loaded & {"torch", "numba", "scipy", "matplotlib", "music21"}
