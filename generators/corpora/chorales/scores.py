"""Bach's four-part chorales, from the scores that come with music21.

music21 only says where the files lie: they are read by our own reader (held against music21's note for note in a test)
and kept in a cache, because reading them takes some seconds.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import importlib.util
import json
import os
from dataclasses import replace
from pathlib import Path

from generators.errors import InputError
from generators.files.musicxml.reader import read_musicxml
from generators.files.piece_json import piece_from_json, piece_to_json
from generators.files.writing import write_whole
from generators.pieces import Piece

VOICE_NAMES = ("Soprano", "Alto", "Tenor", "Bass")
CACHE_FORMAT = 4


def load_chorales() -> dict[str, Piece]:
    """All 365 four-part chorales by BWV number ("66.6"), in the order of their numbers.

    Raises InputError if music21 is not installed.
    """
    cache = _cache_path()
    if cache.exists():
        with gzip.open(cache, "rt") as file:
            return {bwv: piece_from_json(record) for bwv, record in json.load(file).items()}
    chorales = dict(sorted(_read_corpus().items(), key=lambda item: _bwv_order(item[0])))
    cache.parent.mkdir(parents=True, exist_ok=True)
    record = {bwv: piece_to_json(piece) for bwv, piece in chorales.items()}
    write_whole(cache, gzip.compress(json.dumps(record).encode()))
    return chorales


def corpus_folder() -> Path:
    """Where music21 keeps its Bach scores. Raises InputError if music21 is not installed."""
    spec = importlib.util.find_spec("music21")  # not imported: that takes seconds
    if spec is None or spec.origin is None:
        raise InputError(
            "the chorales come with music21, which is not installed: pip install -r requirements/torch.txt"
        )
    return Path(spec.origin).parent / "corpus" / "bach"


def _read_corpus() -> dict[str, Piece]:
    chorales = {}
    for path in [*corpus_folder().glob("bwv*.mxl"), *corpus_folder().glob("bwv*.xml")]:
        piece = read_musicxml(path)
        if tuple(voice.name for voice in piece.voices) == VOICE_NAMES:
            bwv = path.stem.removeprefix("bwv")
            # What plays them is the editing program's choice, made in some files and not in others.
            voices = tuple(replace(voice, name=voice.name[0], programs=()) for voice in piece.voices)
            chorales[bwv] = replace(piece, voices=voices, title=f"BWV {bwv}", source=f"J. S. Bach, BWV {bwv}")
    return chorales


def _cache_path() -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    version = importlib.metadata.version("music21") if corpus_folder() else ""
    return base / "musical-turing-test" / f"chorales-{CACHE_FORMAT}-music21-{version}.json.gz"


def _bwv_order(bwv: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in bwv.replace("-", ".").split("."))
