"""A kernel of our own in a fresh process, with a fresh cache of numba's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.compiling import COMPILED, COMPILING, _Kernel, pays

pytestmark = pytest.mark.skipif(not COMPILED, reason="numba is not installed")
KERNEL = """
from evaluation.compiling import compiled

@compiled
def one_more(number):
    return number + 1

assert one_more(one_more(1)) == 3 and one_more(1.5) == 2.5
"""
NOWHERE = """
from numba.core import caching

def none_found(*_):
    raise RuntimeError("cannot cache function: no locator available")

caching.FunctionCache.__init__ = none_found
"""


def ran(script: Path, cache: Path) -> str:
    """What the script says on standard error."""
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"NUMBA_CACHE_DIR": str(cache), "PYTHONPATH": root}
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=True)
    return done.stderr


def test_the_first_use_says_once_that_it_compiles_and_the_next_uses_what_it_made(tmp_path) -> None:
    script = tmp_path / "kernel.py"
    script.write_text(KERNEL)
    assert ran(script, tmp_path / "cache") == f"{COMPILING}\n"
    assert ran(script, tmp_path / "cache") == ""
    assert ran(script, tmp_path / "other") == f"{COMPILING}\n"


def test_without_a_folder_to_keep_it_in_it_compiles_all_the_same(tmp_path) -> None:
    """A locator that finds no folder, as numba's own do where neither the code's nor a person's may be written to."""
    script = tmp_path / "kernel.py"
    script.write_text(f"{NOWHERE}\n{KERNEL}")
    assert ran(script, tmp_path / "cache") == f"{COMPILING}\n"


@pytest.fixture
def nothing_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Kernel, "asked", 0.0)
    monkeypatch.setattr(_Kernel, "loaded", False)


@pytest.mark.usefixtures("nothing_done")
def test_numba_is_worth_loading_once_numpy_did_as_much_as_loading_takes() -> None:
    assert not pays(6, least=10)
    assert not pays(6, least=10), "as yet only the first is done"
    assert pays(1, least=10)


@pytest.mark.usefixtures("nothing_done")
def test_numba_is_worth_loading_for_as_much_at_one_go() -> None:
    assert pays(10, least=10)
