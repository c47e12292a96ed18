"""The process that serves listeners stays light."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
HEAVY = ("torch", "music21", "verovio", "pyloudnorm", "soundfile", "scipy")
PROGRAM = """
import sys, django
django.setup()
import turing.excerpts.urls
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def test_the_addresses_of_excerpts_load_nothing_that_renders() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "turing.settings", "PATH": ""}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stdout.split())
