"""The folder that a run leaves: the pairs that `manage.py import_pairs` takes in, and all that was made for them."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generators.errors import InputError
from generators.files.musicxml import to_musicxml
from generators.pieces import TICKS_PER_QUARTER, Piece


@dataclass(frozen=True, slots=True)
class StudyPiece:
    """A piece of music as pieces.csv tells of it."""

    name: str  # of its file, too
    music: Piece
    origin: str  # human or machine
    source: str
    licence: str
    system: str = ""  # the generator, if a machine wrote it
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class StudyPair:
    """A human and a machine piece, heard from their beginnings for equally long."""

    name: str
    variant: str
    tune: str  # no sitting hears two pairs of one
    human: StudyPiece
    machine: StudyPiece
    length: int  # ticks


def write_folder(
    folder: Path, pairs: Sequence[StudyPair], candidates: Iterable[Mapping[str, Any]], report: Mapping[str, Any]
) -> None:
    """Write pairs.csv, pieces.csv, pieces/, candidates.csv and report.json, aside first, then in their place.

    candidates: a row for each piece that was made, kept or not. Raises InputError if the folder exists.
    """
    if folder.exists():
        raise InputError(f"{folder} exists already: choose another folder")
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "pieces").mkdir(parents=True)
    try:
        pieces = {piece.name: piece for pair in pairs for piece in (pair.human, pair.machine)}
        _write_csv(aside / "pieces.csv", [_piece_row(piece, aside) for piece in pieces.values()])
        _write_csv(aside / "pairs.csv", map(_pair_row, pairs))
        _write_csv(aside / "candidates.csv", candidates)
        (aside / "report.json").write_text(json.dumps(report, indent=1) + "\n")
        os.replace(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _piece_row(piece: StudyPiece, folder: Path) -> dict[str, Any]:
    file = f"pieces/{piece.name}.musicxml"
    (folder / file).write_text(to_musicxml(piece.music), encoding="utf-8")
    return {
        "piece": piece.name,
        "file": file,
        "origin": piece.origin,
        "title": piece.music.title,
        "system": piece.system,
        "seed": piece.seed,
        "source": piece.source,
        "licence": piece.licence,
    }


def _pair_row(pair: StudyPair) -> dict[str, Any]:
    return {
        "pair": pair.name,
        "variant": pair.variant,
        "tune": pair.tune,
        "human": pair.human.name,
        "machine": pair.machine.name,
        "human_start": 0,
        "machine_start": 0,
        "length": f"{pair.length / TICKS_PER_QUARTER:g}",
    }


def _write_csv(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
