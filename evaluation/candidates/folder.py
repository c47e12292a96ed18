"""The folder that a run of candidates leaves: what `manage.py import_pairs` takes in, and what was thrown away."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.candidates.records import Candidate, Pair
from generators.errors import InputError
from generators.files.musicxml import to_musicxml
from generators.pieces import TICKS_PER_QUARTER, Piece

LICENCE = {"human": "public domain", "machine": "CC0"}


def write_folder(
    folder: Path, system: str, pairs: Sequence[Pair], candidates: Sequence[Candidate], report: Mapping[str, Any]
) -> None:
    """Write pairs.csv, pieces.csv, pieces/, candidates.csv and report.json, aside first, then in their place.

    Raises InputError if the folder exists.
    """
    if folder.exists():
        raise InputError(f"{folder} exists already: choose another folder")
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "pieces").mkdir(parents=True)
    try:
        pieces = {name: row for pair in pairs for name, row in _piece_rows(pair, system, aside)}
        _write_csv(aside / "pieces.csv", pieces.values())
        _write_csv(aside / "pairs.csv", map(_pair_row, pairs))
        _write_csv(aside / "candidates.csv", map(_candidate_row, candidates))
        (aside / "report.json").write_text(json.dumps(report, indent=1) + "\n")
        os.replace(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _human_key(pair: Pair) -> str:
    return f"bwv{pair.bwv}"


def _piece_rows(pair: Pair, system: str, folder: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    human, candidate = _human_key(pair), pair.candidate
    yield human, _piece_row(human, pair.human, "human", folder)
    row = _piece_row(candidate.name, pair.machine, "machine", folder)
    yield candidate.name, row | {"system": system, "seed": candidate.seed, "source": pair.machine.title}


def _piece_row(key: str, piece: Piece, origin: str, folder: Path) -> dict[str, Any]:
    file = f"pieces/{key}.musicxml"
    (folder / file).write_text(to_musicxml(piece), encoding="utf-8")
    return {
        "piece": key,
        "file": file,
        "origin": origin,
        "title": piece.title,
        "system": "",
        "seed": "",
        "source": piece.source,
        "licence": LICENCE[origin],
    }


def _pair_row(pair: Pair) -> dict[str, Any]:
    return {
        "pair": pair.name,
        "variant": pair.variant,
        "tune": pair.tune,
        "human": _human_key(pair),
        "machine": pair.candidate.name,
        "human_start": 0,
        "machine_start": 0,
        "length": f"{pair.length / TICKS_PER_QUARTER:g}",
    }


def _candidate_row(candidate: Candidate) -> dict[str, Any]:
    measures = candidate.measures
    return {
        "candidate": candidate.name,
        "variant": candidate.variant,
        "bwv": candidate.bwv,
        "seed": candidate.seed,
        "temperature": candidate.temperature,
        "log_likelihood_per_token": f"{candidate.log_likelihood:.4f}",
        "bleu": f"{measures.bleu:.4f}",
        "copied_chords": measures.copied,
        "copied_from": measures.copied_from,
        "longest_hold_quarters": f"{measures.hold:g}",
        "verdict": candidate.verdict,
    }


def _write_csv(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
