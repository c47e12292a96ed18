"""Looking at every file of a folder once: can it be read and carried, and what is its fingerprint?

What was found is kept in a journal, a line a file, so that a scan that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from generators.corpora.prepared.fingerprints import Fingerprint, fingerprint
from generators.corpora.prepared.voices import only_voices
from generators.encodings import Encoding
from generators.errors import InputError
from generators.files import KINDS, read_piece, sorted_files
from generators.pieces import Piece
from generators.progress import Progress


@dataclass(frozen=True, slots=True)
class Scanned:
    """What is known of a file."""

    name: str  # path below the folder
    stamp: tuple[int, int]  # bytes, and nanoseconds of its last change
    digest: str  # SHA-256 of its bytes
    fingerprint: Fingerprint | None
    refused: str  # why it cannot be used; empty if it can
    changes: tuple[str, ...]  # what reading it left out or changed, for people


def files_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """The music files in the folder and below, in the order of names, and all others.

    Raises InputError if there is no music.
    """
    music, others = sorted_files(folder) if folder.is_dir() else ([], [])
    if not music:
        raise InputError(f"{folder} holds no MIDI or MusicXML: no file is {KINDS}")
    return music, others


def scan(
    folder: Path, paths: Sequence[Path], encoding: Encoding, voices: Sequence[str], journal: Path, jobs: int
) -> list[Scanned]:
    """What is known of each of the folder's files, of the voices that are asked for."""
    earlier = {(scanned.name, scanned.stamp): scanned for scanned in _journal(journal)}
    stamps = {path: (_name(path, folder), _stamp(path)) for path in paths}
    known = {path: earlier[stamp] for path, stamp in stamps.items() if stamp in earlier}
    missing = [path for path in paths if path not in known]
    progress = Progress("scanned", len(paths), len(known))
    look = partial(_look, folder=folder, encoding=encoding, voices=voices)
    with journal.open("a") as file, ProcessPoolExecutor(jobs) as pool:
        for path, scanned in zip(missing, pool.map(look, missing, chunksize=4), strict=True):
            file.write("\n" + json.dumps(asdict(scanned)))  # the line before may have been cut off
            file.flush()
            known[path] = scanned
            progress.step()
    return [known[path] for path in paths]


def read_file(path: Path, encoding: Encoding, voices: Sequence[str]) -> Piece:
    """The piece in a file as it is learned. Raises InputError if it cannot be, or has no such voice."""
    piece = encoding.prepare(only_voices(read_piece(path), voices))
    encoding.encode(piece)
    return piece


def digest_of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _look(path: Path, folder: Path, encoding: Encoding, voices: Sequence[str]) -> Scanned:
    known = (_name(path, folder), _stamp(path), digest_of_file(path))
    try:
        piece = read_file(path, encoding, voices)
    except InputError as error:
        return Scanned(*known, None, str(error).removeprefix(f"{path}: "), ())
    return Scanned(*known, fingerprint(piece), "", piece.changes)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _journal(path: Path) -> Iterator[Scanned]:
    """What an earlier scan wrote; a line that was cut off is left out, and so is one that knows of no changes."""
    for line in path.read_text().splitlines() if path.exists() else ():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if "changes" not in record:
            continue
        found = record["fingerprint"]
        runs = found and Fingerprint(found["equal"], tuple(found["runs"]), found["notes"])
        yield Scanned(
            record["name"],
            tuple(record["stamp"]),
            record["digest"],
            runs,
            record["refused"],
            tuple(record["changes"]),
        )
