"""A folder of music → a prepared corpus: duplicates left out, split by piece, only then transposed and encoded.

The order matters: a piece and its twelve transposed copies lie in one part, and so does what repeats it. What was done
is kept, so that a preparation that was stopped goes on where it was; a shard is all that is in memory at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generators.corpora.corpus import PARTS
from generators.corpora.prepared.corpus import FORMAT, VOCABULARY, Prepared, load_prepared
from generators.corpora.prepared.fingerprints import duplicates
from generators.corpora.prepared.scanning import Scanned, digest_of_file, files_in, read_file, scan
from generators.encodings import Encoding, settings_of
from generators.encodings.roll import folded
from generators.errors import InputError
from generators.files.writing import whole_file, write_whole
from generators.pieces import Piece, transpose
from generators.progress import Progress

TWELVE_KEYS = tuple(range(-5, 7))  # Clara's transpositions, in semitones
SHARD = 16  # pieces
HELD_OUT = 0.1  # of the pieces, for valid and for test each


@dataclass(frozen=True)
class Preparation:
    """Every setting that could change a prepared corpus."""

    encoding: Encoding
    seed: int
    transpositions: tuple[int, ...]  # of training pieces, in semitones
    most: int | None = None  # tokens to learn from the training pieces; None: as many as the encoding does
    voices: tuple[str, ...] = ()  # of each piece those to learn from, as `only_voices` has them; all if none are named

    def settings(self) -> dict[str, object]:
        own = {
            "seed": self.seed,
            "transpositions": self.transpositions,
            "encoding": settings_of(self.encoding),
            **({} if self.encoding.is_fitted else {"most": self.most or self.encoding.most}),
            **({"voices": self.voices} if self.voices else {}),
        }
        return dict(json.loads(json.dumps(own)))


@dataclass(frozen=True)
class Shard:
    path: Path  # the array's
    scanned: tuple[Scanned, ...]
    transpositions: tuple[int, ...]
    voices: tuple[str, ...]


def prepare(folder: Path, out: Path, preparation: Preparation, about: str, jobs: int) -> Prepared:
    """Prepare the folder's music in `out`, or go on there.

    Raises InputError if `out` holds another preparation or if there are not three distinct pieces that can be used.
    """
    settings = preparation.settings()
    paths, others = files_in(folder)
    _claim(out, settings)
    scanned = scan(folder, paths, preparation.encoding, preparation.voices, out / "scan.jsonl", jobs)
    usable = [each for each in scanned if each.fingerprint is not None]
    repeated = duplicates([each.fingerprint for each in usable if each.fingerprint is not None])
    distinct = [each for place, each in enumerate(usable) if place not in repeated]
    if len(distinct) < len(PARTS):
        raise InputError(_too_few(folder, len(distinct), len(repeated), [each for each in scanned if each.refused]))
    parts = split(distinct, preparation.seed)
    where = {part: {each.name: each.digest for each in parts[part]} for part in PARTS}
    _hold(out / "split.json", where, f"{folder} has changed since {out} was begun: prepare it in another folder")
    encoding = _with_vocabulary(preparation, folder, parts["train"], out / VOCABULARY)
    shards = [shard for part in PARTS for shard in _shards(out, part, parts[part], preparation)]
    _write_shards(folder, shards, encoding, jobs)
    record = {
        "format": FORMAT,
        "name": folder.resolve().name,
        "about": about,
        "digest": hashlib.sha256(json.dumps([settings, where], sort_keys=True).encode()).hexdigest()[:12],
        "settings": settings,
        "files": where,
        "duplicates": {usable[place].name: usable[like].name for place, like in repeated.items()},
        "refused": {each.name: each.refused for each in scanned if each.refused},
        "no_music": [path.relative_to(folder).as_posix() for path in others],
        "changes": {each.name: each.changes for each in distinct if each.changes},
        "tokens": {part: _tokens(out / part) for part in PARTS},
    }
    _write_json(out / "corpus.json", record)
    return load_prepared(out)


def _too_few(folder: Path, distinct: int, repeated: int, refused: Sequence[Scanned]) -> str:
    told = f"{folder} holds {distinct} distinct piece{'s' * (distinct != 1)} that can be used, and a split needs three"
    if repeated:
        told += f"; duplicates: {repeated}"
    if refused:
        told += f"; unusable: {len(refused)}, such as {refused[0].name}: {refused[0].refused}"
    return told


def split(pieces: Sequence[Scanned], seed: int) -> dict[str, list[Scanned]]:
    """Three pieces or more in three parts, by the seed and their digests alone: names and order make no difference."""
    drawn = sorted(pieces, key=lambda each: hashlib.sha256(f"{seed}:{each.digest}".encode()).digest())
    held_out = max(round(HELD_OUT * len(pieces)), 1)
    cuts = {"valid": drawn[:held_out], "test": drawn[held_out : 2 * held_out], "train": drawn[2 * held_out :]}
    return {part: sorted(cuts[part], key=lambda each: each.name) for part in PARTS}


def _claim(out: Path, settings: dict[str, object]) -> None:
    """Say in `out` what is prepared there. Raises InputError if it is something else."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "settings.json"
    if not path.exists() and any(out.iterdir()):
        raise InputError(f"{out} is not empty: choose another folder")
    _hold(path, settings, f"{out} holds another preparation, see settings.json there: choose another folder")


def _hold(path: Path, record: Mapping[str, object], otherwise: str) -> None:
    """Write the record, or see that it is what was written when the preparation was begun."""
    if not path.exists():
        _write_json(path, record)
    elif json.loads(path.read_text()) != record:
        raise InputError(otherwise)


def _shards(out: Path, part: str, pieces: Sequence[Scanned], preparation: Preparation) -> Iterator[Shard]:
    transpositions = preparation.transpositions if part == "train" else (0,)
    for number, start in enumerate(range(0, len(pieces), SHARD)):
        name = f"{number:05}.npy"
        yield Shard(out / part / name, tuple(pieces[start : start + SHARD]), transpositions, preparation.voices)


def _with_vocabulary(preparation: Preparation, folder: Path, pieces: Sequence[Scanned], path: Path) -> Encoding:
    """The encoding, with the vocabulary that is kept in `path` or learned now from the pieces in all their keys."""
    encoding = preparation.encoding
    if encoding.is_fitted:
        return encoding
    if not path.exists():
        progress = Progress("vocabulary", len(pieces))
        keys, voices = preparation.transpositions, preparation.voices

        def music() -> Iterator[Piece]:
            for scanned in pieces:
                yield from (piece for _, piece in _keys(folder, scanned, keys, encoding, voices))
                progress.step()

        found, before = settings_of(encoding.fitted(music(), preparation.most or encoding.most)), settings_of(encoding)
        _write_json(path, {name: value for name, value in found.items() if value != before[name]})
    return replace(encoding, **json.loads(path.read_text()))


def _write_shards(folder: Path, shards: Sequence[Shard], encoding: Encoding, jobs: int) -> None:
    missing = [shard for shard in shards if not shard.path.exists()]
    progress = Progress("encoded shards", len(shards), len(shards) - len(missing))
    for parent in {shard.path.parent for shard in missing}:
        parent.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(jobs) as pool:
        for _ in pool.map(partial(_write_shard, folder=folder, encoding=encoding), missing):
            progress.step()


def _write_shard(shard: Shard, folder: Path, encoding: Encoding) -> None:
    """Write the shard's files, the array last: where it is, the other is."""
    kind = np.min_scalar_type(len(encoding.vocabulary) - 1)
    names, sequences = [], []
    for scanned in shard.scanned:
        for steps, tokens in _copies(folder, scanned, shard, encoding):
            names.append(f"{scanned.name}{steps:+d}" if steps else scanned.name)
            sequences.append(np.array(tokens, dtype=kind))
    starts = np.cumsum([0, *map(len, sequences)]).tolist()
    _write_json(shard.path.with_suffix(".json"), {"names": names, "starts": starts})
    _write_array(shard.path, np.concatenate(sequences))


def _copies(folder: Path, scanned: Scanned, shard: Shard, encoding: Encoding) -> Iterator[tuple[int, list[int]]]:
    """The piece's tokens in each key, those that come out alike once (an encoding may move all to one key)."""
    seen = set()
    for steps, piece in _keys(folder, scanned, shard.transpositions, encoding, shard.voices):
        tokens = encoding.encode(piece)
        if tuple(tokens) not in seen:
            seen.add(tuple(tokens))
            yield steps, tokens


def _keys(
    folder: Path, scanned: Scanned, transpositions: Sequence[int], encoding: Encoding, voices: Sequence[str]
) -> Iterator[tuple[int, Piece]]:
    """The piece in each key, as it is learned. A pitch that would leave MIDI's range moves by an octave first."""
    path = folder / scanned.name
    if digest_of_file(path) != scanned.digest:
        raise InputError(f"{path} was changed while it was prepared: begin anew")
    piece = read_file(path, encoding, voices)
    low, high = -min(0, *transpositions), 127 - max(0, *transpositions)
    within = tuple(
        replace(voice, notes=tuple(sorted(replace(note, pitch=folded(note.pitch, low, high)) for note in voice.notes)))
        for voice in piece.voices
    )
    for steps in transpositions:
        yield steps, encoding.prepare(transpose(replace(piece, voices=within), steps)) if steps else piece


def _tokens(folder: Path) -> int:
    return sum(json.loads(path.read_text())["starts"][-1] for path in folder.glob("*.json"))


def _write_array(path: Path, array: NDArray[np.generic]) -> None:
    with whole_file(path) as file:
        np.save(file, array)


def _write_json(path: Path, record: Mapping[str, object]) -> None:
    write_whole(path, (json.dumps(record, indent=1) + "\n").encode())
