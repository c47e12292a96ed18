"""Music as an engraved score: made when first asked for, then kept beside the clips."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

from django.conf import settings

from generators.pieces import Piece
from turing.sheet.drawings import themed
from turing.sheet.notation import written_out
from turing.sound.store import Store

TIMEOUT = 30  # seconds
OPTIONS = {
    "header": "none",
    "footer": "none",
    "svgViewBox": True,
    "adjustPageHeight": True,
    "pageWidth": 1800,
    "pageHeight": 60_000,  # one page, cut to what is on it
    "scale": 40,
    "xmlIdSeed": 1,  # the same score, the same file
}


class EngravingError(RuntimeError):
    """The engraver crashed, took too long or could not read the score."""


def score_svg(music: Piece) -> str:
    """The score as SVG, for light and dark pages. Raises EngravingError if it cannot be engraved."""
    return _drawn(written_out(music))


def stored_score(music: Piece, store: Store) -> str:
    """The score from the store; engraved and kept there if it is not in it yet."""
    score = written_out(music)
    name = hashlib.sha256(f"{json.dumps(OPTIONS)}\n{score}".encode()).hexdigest() + ".svg"
    path = store.find(name) or store.save(name, _drawn(score).encode())
    return path.read_text(encoding="utf-8")


def _drawn(score: str) -> str:
    return themed(engrave(score).replace(' color="black"', ""))


def engrave(musicxml: str) -> str:
    """The score as verovio draws it. Only for MusicXML that we wrote. Raises EngravingError."""
    command = [sys.executable, "-m", "turing.sheet.engraver", json.dumps(OPTIONS)]
    try:
        done = subprocess.run(
            command, input=musicxml, capture_output=True, text=True, timeout=TIMEOUT, cwd=settings.ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise EngravingError(f"the engraver took longer than {TIMEOUT} s") from error
    if done.returncode != 0 or not done.stdout.startswith("<svg"):
        raise EngravingError(f"the engraver failed with {done.returncode}: {done.stderr.strip()[-200:]}")
    return done.stdout
